"""Procedures on a real Temporal server, with paper offices."""
