"""The register: the only part that remembers, and the only one that speaks SQL.

One command is one transaction is one journal entry.
"""
