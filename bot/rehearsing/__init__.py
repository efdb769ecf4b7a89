"""A method played by people who are not there: who they are, what they do in each step, and what each sees."""
