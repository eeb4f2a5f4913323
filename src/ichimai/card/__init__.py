"""The card: the wire (`iso7816`), the published layout, the chip, and the reader.

Chip and reader share the published specification and never meet.
"""
