"""The wire of ISO/IEC 7816-4: APDUs, TLV, status words, secure messaging, transports.

Nothing here knows what a residence card is.
"""
