"""The law's own text as rule texts, one module a subject, on the engine of `rules`.

Rules stand in the order of their articles; every rule carries its citation and the
first day on which it is in force.
"""
