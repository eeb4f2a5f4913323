"""Invented residents, any number of them, with the published shares of real ones."""
