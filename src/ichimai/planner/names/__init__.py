"""One person's names: the form that stands where, and where two forms do not match."""
