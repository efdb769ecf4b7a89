"""What Telegram is: how updates come and messages go, and what it makes of them."""
