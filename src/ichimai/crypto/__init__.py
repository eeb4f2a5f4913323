"""Keys, signatures, certificates, seals and the card's ciphers.

The only importer of `cryptography`. No policy lives here: who may be certified, and
what a card holds, is for others to say. Whatever is verified here raises when it does
not hold, and returns no flag that could be forgotten (`ichimai.crypto.refuted`).
"""
