"""DigestInfo: what PKCS #1 v1.5 signs around a hash (RFC 8017, 9.2, note 1)."""

from typing import Final

DIGEST_INFO_SHA256: Final = bytes.fromhex("3031300D060960864801650304020105000420")
"""DER in front of the thirty-two bytes of a SHA-256 hash."""
