"""Origin, currency and permission of a first-generation card, types 1 and 2.

The check code `DA` covers the picture of the front and the portrait, each filled to its
full width, and nothing else: not the address, not a permission, not the pending mark,
not the type. Name, status, days and card number stand in the picture alone, where a
reader cannot read them; so a verdict says what was signed and leaves days and work to
the eye.

    DA = RSA-2048, PKCS #1 v1.5, SHA-256 of 7,000 + 3,000 bytes

Whether genuine cards put a DigestInfo around the hash is not known: exactly these two
encodings are accepted (docs/decisions/0172).
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final

from ichimai.card.iso7816.tlv import decode_file
from ichimai.card.layout.first_generation import (
    FirstFile,
    decode_first_check_code,
    first_signed_message,
)
from ichimai.card.reader.chain import state_of
from ichimai.card.reader.currency import listed
from ichimai.card.reader.first_reading import FirstReading
from ichimai.card.reader.moments import day_in_japan
from ichimai.card.reader.origin import SIGNER
from ichimai.card.reader.permission import PURPOSES, disclosure, not_asked
from ichimai.card.reader.trust import RESIDENCE_FIRST, TrustStore
from ichimai.card.reader.verdict import Answer, Disclosure, Json, Word
from ichimai.crypto.certificates import inspect
from ichimai.crypto.ciphers import same
from ichimai.crypto.digest_info import DIGEST_INFO_SHA256
from ichimai.crypto.keys import RsaPublicKey
from ichimai.crypto.refuted import CertificateRefuted, SignatureRefuted
from ichimai.errors import Malformed
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.model.void_cards import VoidCards

SIGNED: Final = ("front-image", "portrait")
UNSIGNED: Final = ("address", "permissions", "pending-mark", "card-type")

_ORIGIN_LIMITS: Final = ("copy-not-excluded", "picture-not-read", "texts-unsigned")
_DISCLOSES: Final = {
    "identity": ("front-image", "portrait"),
    "employment": (
        "front-image",
        "portrait",
        "comprehensive-permission-text",
        "individual-permission-text",
    ),
    "residence": ("front-image", "portrait"),
    "insurance": (),
    "number-use": ("front-image", "portrait"),
    "number-related": ("front-image", "portrait"),
}
"""What each purpose of `permission.PURPOSES` may see of a card that is pictures."""


def judge_first_origin(
    files: Mapping[FirstFile, bytes], trust: TrustStore, at: datetime
) -> Answer:
    """Whether an authority that *trust* knows signed front and portrait of *files*."""
    details: dict[str, Json] = {
        "generation": "first",
        "signed": list(SIGNED),
        "unsigned": list(UNSIGNED),
    }
    try:
        word, reasons = _judge(files, trust, at, details)
    except (Malformed, KeyError):
        return Answer(Word.REFUTED, ("layout",), (), details)
    limits = () if word is Word.REFUTED else _ORIGIN_LIMITS
    return Answer(word, reasons, limits, details)


def _judge(
    files: Mapping[FirstFile, bytes],
    trust: TrustStore,
    at: datetime,
    details: dict[str, Json],
) -> tuple[Word, tuple[str, ...]]:
    signature, certificate = decode_first_check_code(files[FirstFile.CHECK_CODE])
    if not signature and not certificate:
        # Cards of holders under sixteen have no portrait and no signature.
        return Word.NOT_CONFIRMED, ("unsigned",)
    if not _as_prescribed(files):
        return Word.REFUTED, ("layout",)
    try:
        signer = inspect(certificate)
    except CertificateRefuted:
        return Word.REFUTED, ("signer-unreadable",)
    details["signer"] = ", ".join(f"{name}={value}" for name, value in signer.subject)
    key = signer.public_key
    if not isinstance(key, RsaPublicKey) or not _signed_by(
        key, first_signed_message(files), signature
    ):
        return Word.REFUTED, ("signature",)
    word, reasons = SIGNER[state_of(certificate, trust, RESIDENCE_FIRST, at)]
    signed = tuple("signed-pictures" if each == "signed" else each for each in reasons)
    return word, signed


def _as_prescribed(files: Mapping[FirstFile, bytes]) -> bool:
    """Whether the signed files hold their one object at its full width."""
    for file in (FirstFile.FRONT_IMAGE, FirstFile.PORTRAIT, FirstFile.CHECK_CODE):
        found = [(tag, len(value)) for tag, value in decode_file(files[file]).items()]
        if found != [(int(each.tag), each.width) for each in file.layout.objects]:
            return False
    return True


def _signed_by(key: RsaPublicKey, message: bytes, signature: bytes) -> bool:
    """Whether *key* signed the hash of *message*, in a DigestInfo or bare."""
    try:
        block = key.recover_type1(signature)
    except SignatureRefuted:
        return False
    digest = sha256(message).digest()
    return same(block, DIGEST_INFO_SHA256 + digest) or same(block, digest)


def judge_first_currency(
    reading: FirstReading, number: CardNumber, void: VoidCards | None, at: datetime
) -> Answer:
    """Whether the number is void; the days stand in the picture of the front.

    A number on the list has lapsed. One that is not leaves the question open, because
    nothing that a reader can read says until when the card counts.
    """
    details: dict[str, Json] = {"as_of": day_in_japan(at).isoformat()}
    on_list = listed(number, void, at)
    if on_list == "number-void":
        details["basis"] = "void-list"
        return Answer(Word.LAPSED, (on_list,), ("not-proof-of-origin",), details)
    mark = ("filing-pending",) if reading.contents.pending else ()
    reasons = ("days-in-picture", *mark, on_list)
    limits = ("pending-mark-unsigned", "not-proof-of-origin")[not mark :]
    return Answer(Word.NOT_CONFIRMED, reasons, limits, details)


def judge_first_permission(
    reading: FirstReading, purpose: str | None
) -> tuple[Answer, Disclosure]:
    """What a card that is pictures can say for *purpose*, and what the asker may see.

    The permissions to engage in other activity are text and not signed; status and
    work restriction stand in the picture.
    """
    if purpose is None:
        return not_asked("no-purpose"), disclosure(reading, ())
    details: dict[str, Json] = {"purpose": purpose}
    if purpose not in PURPOSES:
        answer = Answer(Word.UNSUPPORTED, ("purpose-unknown",), (), details)
        return answer, disclosure(reading, ())
    word, reasons, limits = _by_purpose(reading, purpose)
    wanted = word is not Word.NOT_CHECKED
    return Answer(word, reasons, limits, details, wanted), disclosure(
        reading, _DISCLOSES[purpose]
    )


def _by_purpose(
    reading: FirstReading, purpose: str
) -> tuple[Word, tuple[str, ...], tuple[str, ...]]:
    contents = reading.contents
    if purpose == "identity":
        limits = ("compare-the-face", "front-shows-all")
        return Word.CONFIRMED, ("no-permission-needed",), limits
    if purpose == "insurance":
        return Word.NOT_CHECKED, ("eligibility-not-on-card",), ("certificate-grace",)
    if purpose == "residence":
        return Word.NOT_CONFIRMED, ("status-in-picture",), ("front-shows-all",)
    if contents.type_code is CardTypeCode.SPECIAL_PERMANENT_GEN1:
        # The type is not signed: a residence card could be given this one.
        return Word.NOT_CONFIRMED, ("kind-unsigned",), ("front-shows-all",)
    if contents.comprehensive_permission or contents.individual_permission:
        reasons = ("work-in-picture", "permission-text")
        limits = ("permissions-unsigned", "front-shows-all")
        return Word.NOT_CONFIRMED, reasons, limits
    return Word.NOT_CONFIRMED, ("work-in-picture",), ("front-shows-all",)
