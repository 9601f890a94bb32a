"""What does everything run on? Plumbing that knows no government."""
