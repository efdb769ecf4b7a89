"""What leaders are told of a team's week: facts fixed once, the lines they make, and one suggestion."""
