"""The register in a database: what was decided about households, by references only, and never overwritten."""

import logging

logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of each of its parts while it is imported
