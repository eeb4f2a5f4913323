"""Many people from one table of theirs: read, checked, ranked."""
