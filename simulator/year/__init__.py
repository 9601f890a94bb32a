"""A year of a pretend city: households that are recognised, live on, and are paid; checked by another computation."""
