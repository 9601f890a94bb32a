"""The register in a database: what was decided about households, by references only, and never overwritten."""
