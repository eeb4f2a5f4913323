"""Holder: can the one who presents the card act as its holder.

A fresh challenge is signed by the user-authentication key of the card, which works only
after its PIN. The certificate is judged before the PIN is sent: a card whose
certificate nobody vouches for learns no PIN.

Nothing in the public specification binds the JPKI application to the residence data
beside it, beyond both answering from one card. That is said with every answer.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from ichimai.card.iso7816.transport import Transport
from ichimai.card.layout.jpki import USER_AUTHENTICATION, JpkiFile
from ichimai.card.reader.chain import Chain, state_of
from ichimai.card.reader.jpki import JpkiSession
from ichimai.card.reader.moments import day_in_japan
from ichimai.card.reader.refused import (
    NO_APPLICATION,
    NO_CERTIFICATE,
    PIN_FORM,
    PIN_LAST_TRY,
    PIN_LOCKED,
    PIN_WRONG,
)
from ichimai.card.reader.trust import JPKI_AUTH, TrustStore
from ichimai.card.reader.verdict import Answer, Json, Word
from ichimai.crypto.certificates import CertificateView, inspect
from ichimai.crypto.digest_info import DIGEST_INFO_SHA256
from ichimai.crypto.keys import RsaPublicKey
from ichimai.crypto.refuted import CertificateRefuted, SignatureRefuted
from ichimai.errors import Malformed, NotFound, Refused
from ichimai.randomness import Randomness

LIMITS: Final = ("bound-by-presence-only", "pin-not-face")

_NONCE_LENGTH: Final = 32
_PURPOSE_OF_CHALLENGE: Final = b"ichimai: is the holder present?\x00"
_GRACE_MONTHS: Final = 3
_METHODS: Final = ["pin", "challenge-signed", "certificate-chain"]
_CERTIFICATE: Final[dict[Chain, tuple[Word, str]]] = {
    Chain.GOOD: (Word.CONFIRMED, "certificate-good"),
    # Fails closed: a lost card is stopped by nothing but the list.
    Chain.REVOCATION_UNKNOWN: (Word.NOT_CONFIRMED, "revocation-not-checked"),
    Chain.REVOKED: (Word.NOT_CONFIRMED, "certificate-revoked"),
    Chain.EXPIRED: (Word.NOT_CONFIRMED, "certificate-expired"),
    Chain.NOT_YET_VALID: (Word.NOT_CONFIRMED, "certificate-not-yet-valid"),
    Chain.ISSUER_OUT_OF_TIME: (Word.NOT_CONFIRMED, "certificate-issuer-out-of-time"),
    Chain.ISSUER_UNKNOWN: (Word.REFUTED, "certificate-issuer-unknown"),
    Chain.NOT_FOR_SIGNING: (Word.REFUTED, "certificate-not-for-signing"),
    Chain.NO_ANCHOR: (Word.NOT_CHECKED, "no-anchor-known"),
}
"""What the state of the holder's certificate means, before any PIN is sent."""

_NO_USE_OF_PIN: Final = {
    PIN_WRONG: Word.NOT_CONFIRMED,
    PIN_LOCKED: Word.NOT_CONFIRMED,
    PIN_FORM: Word.NOT_CONFIRMED,
    PIN_LAST_TRY: Word.NOT_CHECKED,
}


@dataclass(frozen=True, slots=True)
class Presence:
    """How holdership is to be proven here and now.

    Attributes:
        pin: as typed; None, and the question is not asked.
        at: the moment at which chain and revocation are looked at.
        force: spend the last try of the PIN as well.
    """

    pin: str | None
    at: datetime
    randomness: Randomness
    force: bool = False

    def __repr__(self) -> str:
        return f"Presence(at={self.at})"


def judge_holder(transport: Transport, trust: TrustStore, presence: Presence) -> Answer:
    """Whether the card signs for the one who presents it.

    Raises:
        Unavailable: the card or the reader has gone.
        Refused: code `card-refused`; the card breaks the protocol.
    """
    if presence.pin is None:
        return not_asked("no-pin")
    try:
        session = JpkiSession(transport)
        certificate = session.certificate(JpkiFile.AUTHENTICATION_CERTIFICATE)
    except NotFound as absent:
        reasons = {NO_APPLICATION: "no-jpki", NO_CERTIFICATE: "no-certificate"}
        return _answer(Word.NOT_CONFIRMED, reasons[absent.code])
    try:
        holder = inspect(certificate)
    except CertificateRefuted:
        return _answer(Word.REFUTED, "certificate-unreadable")
    word, reason = _CERTIFICATE[state_of(certificate, trust, JPKI_AUTH, presence.at)]
    if word is not Word.CONFIRMED:
        details: dict[str, Json] = {"certificate_ends_at": _moment(holder.ends_at)}
        if reason == "certificate-expired":
            last = insurance_grace_end(day_in_japan(holder.ends_at))
            details["insurance_until"] = last.isoformat()
        return _answer(word, reason, **details)
    return _prove(session, holder, presence.pin, presence)


def not_asked(reason: str, *, wanted: bool = False) -> Answer:
    """The answer where the question was not put to the card."""
    details: dict[str, Json] = {"methods": []}
    return Answer(Word.NOT_CHECKED, (reason,), (), details, wanted)


def insurance_grace_end(ended_on: date) -> date:
    """Until when eligibility for insurance is asked with a certificate that has ended.

    To the end of the third month after the one in which it ended (MHLW newpage_50657).
    The house's law, which a reader does not know, says the same; a test holds the two
    together.
    """
    ahead = ended_on.month - 1 + _GRACE_MONTHS
    year, month = ended_on.year + ahead // 12, ahead % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _prove(
    session: JpkiSession, holder: CertificateView, pin: str, presence: Presence
) -> Answer:
    """Send the PIN, have a fresh challenge signed, check it with the certificate."""
    try:
        session.verify_pin(USER_AUTHENTICATION, pin, force=presence.force)
    except (Malformed, Refused) as refused:
        if refused.code not in _NO_USE_OF_PIN:
            raise
        tries = session.tries_left(USER_AUTHENTICATION)
        return _answer(_NO_USE_OF_PIN[refused.code], refused.code, tries_left=tries)
    challenge = _PURPOSE_OF_CHALLENGE + presence.randomness(_NONCE_LENGTH)
    digest = sha256(challenge).digest()
    signature = session.sign(USER_AUTHENTICATION, DIGEST_INFO_SHA256 + digest)
    key = holder.public_key
    try:
        if not isinstance(key, RsaPublicKey):
            return _answer(Word.REFUTED, "certificate-key")
        key.verify_sha256(challenge, signature)
    except SignatureRefuted:
        return _answer(Word.REFUTED, "challenge-signature")
    details: dict[str, Json] = {
        "methods": list(_METHODS),
        "certificate_ends_at": _moment(holder.ends_at),
    }
    return Answer(Word.CONFIRMED, ("challenge-signed",), LIMITS, details)


def _answer(word: Word, reason: str, **details: Json) -> Answer:
    return Answer(word, (reason,), LIMITS, {"methods": [], **details})


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
