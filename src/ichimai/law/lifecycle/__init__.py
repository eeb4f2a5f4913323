"""The life of a specified card, state by state."""
