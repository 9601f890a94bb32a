"""The revisions, each built on the one before; an old one is never edited."""
