"""What verification raises: the one family of broken seals, signatures and chains.

These stand outside `ichimai.errors` on purpose. A refuted signature is an answer about
what somebody presented, and only the caller knows what that answer means: a status word
on the chip, a reason in a reader's verdict, an unreadable file at the command line. The
caller therefore catches `Refuted`, or a child of it, and says it in its own words; a
forgotten one surfaces as our own fault and never as success.

No message carries a secret: reasons are fixed words.
"""


class Refuted(Exception):
    """Something presented does not hold.

    Args:
        reason: stable key in kebab-case, for example `signature` or `expired`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SignatureRefuted(Refuted):
    """The signature was not made by this key over these bytes."""

    def __init__(self) -> None:
        super().__init__("signature")


class CiphertextRefuted(Refuted):
    """The bytes do not decrypt: wrong length, padding, key, label or tag."""


class CertificateRefuted(Refuted):
    """The certificate or the list does not hold; `reason` says in which respect."""
