"""What a stretch of log gives back, to the team and to its leaders, and for how long it is kept."""
