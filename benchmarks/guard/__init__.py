"""How well the check for names and alarm does on sentences that people marked by hand."""
