"""Methods, scans and questions played by people who are not there: who they are, what they do, what each sees."""
