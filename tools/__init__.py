"""Which files are made from the code? `python -m tools.pages` makes them all again."""
