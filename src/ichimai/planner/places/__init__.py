"""Municipalities, wards and immigration offices: what they are called, and where."""
