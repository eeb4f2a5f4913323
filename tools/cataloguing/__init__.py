"""The catalogues of sentences: extracted, merged, filled and checked."""
