"""What every room is given: the house, the occasion, and what is understood of people's words."""
