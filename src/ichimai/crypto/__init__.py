"""Keys, certificates, sealed boxes and the card's ciphers; no policy.

The only part of the house that imports `cryptography`.
"""
