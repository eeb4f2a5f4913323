"""The terminal: one session class an application, and a verdict of four questions.

It knows the card only over the wire.
"""
