"""Do the rules say what the law says? Pure and fast; the ids of domain.md stand in the names."""
