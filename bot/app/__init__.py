"""The two doors, and one room per conversation behind them."""
