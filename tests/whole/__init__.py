"""The whole city in one command, and what it survives."""
