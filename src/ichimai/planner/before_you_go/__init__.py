"""Before you go: whether a visit to a counter can succeed, and what is missing."""
