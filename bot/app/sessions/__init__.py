"""Sessions: opened, contributed to, moved on and closed, in the group and in private."""
