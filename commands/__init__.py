"""What can a person at a terminal do? One file a group of commands; the heavy parts are imported when needed."""
