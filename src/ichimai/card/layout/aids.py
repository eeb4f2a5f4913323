"""Application identifiers (AIDs) of the My Number card platform and of residence data.

Sources: the public card specifications and the clients that agree on them; the table
with the confidence of each line is in `docs/card/unverified.md`.
"""

from enum import Enum


class Aid(Enum):
    """What can be selected by name. The value is the identifier's bytes."""

    JPKI = bytes.fromhex("D392F000260100000001")
    """公的個人認証AP."""
    TEXT = bytes.fromhex("D3921000310001010408")
    """券面事項入力補助AP."""
    SURFACE = bytes.fromhex("D3921000310001010402")
    """券面事項確認AP."""
    RESIDENT_REGISTER = bytes.fromhex("D3921000310001010401")
    """住基AP."""
    COMMON = bytes.fromhex("D3921000310001010100")
    """共通カードAP."""
    RESIDENCE = bytes.fromhex("D392F0004F0100000000000000000000")
    """在留AP, on specified cards only."""
    DF1 = bytes.fromhex("D392F0004F0200000000000000000000")
    DF2 = bytes.fromhex("D392F0004F0300000000000000000000")
    DF3 = bytes.fromhex("D392F0004F0400000000000000000000")
    ISSUER_SECURITY_DOMAIN = bytes.fromhex("A0000001510000")
    """The card manager of GlobalPlatform."""
