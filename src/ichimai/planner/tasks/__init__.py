"""The tasks of a plan, one module a situation of the resident."""
