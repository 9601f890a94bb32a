"""How did the tables come to be? One revision a change; `upgrade.draft` writes the next one from the tables."""
