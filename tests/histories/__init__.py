"""Recorded histories of every procedure, replayed against the code of today."""
