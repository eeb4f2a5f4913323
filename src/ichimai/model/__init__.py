"""The vocabulary: frozen values with the law's names, and how each is read and written.

No decision is taken here, nothing is read or sent, and no default guesses.
"""
