"""The offices: decide, prepare, issue, confirm, deliver, publish.

Nothing is signed that was not first built, linted and written down.
"""
