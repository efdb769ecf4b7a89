"""What people intend, and the look back at it."""
