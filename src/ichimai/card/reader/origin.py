"""Origin: did the authority record these data.

What the check code `DC` covers is less than what the chip holds: the printed entries,
the portrait and the name image. Address image, permissions, pending mark and card
number stand outside and are named so. The signature covers values without their tags
and lengths; so a file whose objects are not in the prescribed order and width is
refuted before any signature is looked at, or else two dates could change places under
an intact signature. The type code is not signed either, and the entries of a special
permanent resident certificate are signed as if zeros followed: with zeros in the place
of the work restriction it would pass for a residence card, and is refuted the same way.

Nothing here tells a chip from a perfect copy of it: the residence application has no
key of its own.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ichimai.card.iso7816.tlv import decode_file
from ichimai.card.layout.residence import (
    decode_card_number,
    decode_card_type,
    decode_check_code,
    signed_message_of_files,
)
from ichimai.card.layout.residence_files import ResidenceFile, Tag
from ichimai.card.reader.chain import Chain, state_of
from ichimai.card.reader.trust import RESIDENCE, TrustStore
from ichimai.card.reader.verdict import Answer, Json, Word
from ichimai.crypto.certificates import CertificateView, inspect
from ichimai.crypto.keys import EcPublicKey
from ichimai.crypto.refuted import CertificateRefuted, SignatureRefuted
from ichimai.errors import Malformed
from ichimai.model.cards import CardNumber, CardTypeCode

SIGNED: Final = ("entries", "portrait", "name-image")
"""What the check code covers."""

UNSIGNED: Final = ("address-image", "permissions", "pending-mark", "card-number")
"""What the chip holds and the check code does not cover."""

_LIMITS: Final = ("copy-not-excluded", "unsigned-parts")
_RAW_LENGTH: Final = 96
SIGNER: Final[dict[Chain, tuple[Word, tuple[str, ...]]]] = {
    Chain.GOOD: (Word.CONFIRMED, ("signed", "signer-not-revoked")),
    # The Agency publishes no revocation list for these certificates; to want one
    # would refuse every card.
    Chain.REVOCATION_UNKNOWN: (
        Word.CONFIRMED,
        ("signed", "signer-revocation-not-checked"),
    ),
    Chain.REVOKED: (Word.REFUTED, ("signer-revoked",)),
    # Out of its time it leaves the answer open: the data may have been recorded while
    # it was good, and nothing on the card says when.
    Chain.EXPIRED: (Word.NOT_CONFIRMED, ("signer-expired",)),
    Chain.NOT_YET_VALID: (Word.NOT_CONFIRMED, ("signer-not-yet-valid",)),
    Chain.ISSUER_OUT_OF_TIME: (Word.NOT_CONFIRMED, ("issuer-out-of-time",)),
    Chain.ISSUER_UNKNOWN: (Word.REFUTED, ("issuer-unknown",)),
    Chain.NOT_FOR_SIGNING: (Word.REFUTED, ("signer-not-for-signing",)),
    Chain.NO_ANCHOR: (Word.NOT_CHECKED, ("no-anchor-known",)),
}
"""What the state of the signer's certificate means for the origin."""

_GENERATIONS: Final = {
    CardTypeCode.SPECIFIED_RESIDENCE: "specified",
    CardTypeCode.SPECIFIED_SPECIAL_PERMANENT: "specified",
    CardTypeCode.RESIDENCE_GEN2: "second",
    CardTypeCode.SPECIAL_PERMANENT_GEN2: "second",
}


def judge_origin(
    files: Mapping[ResidenceFile, bytes],
    number: CardNumber,
    trust: TrustStore,
    at: datetime,
) -> Answer:
    """Whether an authority that *trust* knows recorded the signed part of *files*.

    Args:
        files: as read, byte for byte.
        number: as given by the asker, who read it off the card.
        trust: whose anchors count.
        at: the moment at which chain and revocation are looked at.
    """
    details: dict[str, Json] = {"signed": list(SIGNED), "unsigned": list(UNSIGNED)}
    try:
        kind = decode_card_type(files[ResidenceFile.CARD_TYPE])
        details["generation"] = _GENERATIONS.get(kind, "first")
        word, reasons = _judge(files, kind, trust, at, details)
        on_chip = decode_card_number(files[ResidenceFile.CARD_NUMBER])
    except (Malformed, KeyError):
        return Answer(Word.REFUTED, ("layout",), (), details)
    if word is Word.REFUTED:
        return Answer(word, reasons, (), details)
    lost = () if ResidenceFile.ADDRESS_IMAGE in files else ("address-lost",)
    if word is Word.CONFIRMED and on_chip != number:
        word, reasons = Word.NOT_CONFIRMED, ("number-differs", *reasons)
    return Answer(word, reasons, (*lost, *_LIMITS), details)


def _judge(
    files: Mapping[ResidenceFile, bytes],
    kind: CardTypeCode,
    trust: TrustStore,
    at: datetime,
    details: dict[str, Json],
) -> tuple[Word, tuple[str, ...]]:
    printed = files[ResidenceFile.PRINTED_ENTRIES]
    images = files[ResidenceFile.IMAGES]
    check_code = files[ResidenceFile.CHECK_CODE]
    if not _as_prescribed(printed, images, kind) or not _only_a_check_code(check_code):
        return Word.REFUTED, ("layout",)
    signature, certificate = decode_check_code(check_code)
    if not signature or not certificate:
        return Word.NOT_CONFIRMED, ("unsigned",)
    try:
        signer = inspect(certificate)
    except CertificateRefuted:
        return Word.REFUTED, ("signer-unreadable",)
    details["signer"] = ", ".join(f"{name}={value}" for name, value in signer.subject)
    if not _signed_by(signer, signed_message_of_files(printed, images), signature):
        return Word.REFUTED, ("signature",)
    return SIGNER[state_of(certificate, trust, RESIDENCE, at)]


def _as_prescribed(printed: bytes, images: bytes, kind: CardTypeCode) -> bool:
    """Whether the signed objects have the order and the widths of the layout."""
    entries = decode_file(printed)
    layout = ResidenceFile.PRINTED_ENTRIES.layout.objects_on(kind)
    expected = [(int(each.tag), each.width) for each in layout]
    found = [(tag, len(value)) for tag, value in entries.items()]
    blank = Tag.WORK_RESTRICTION in entries and not any(entries[Tag.WORK_RESTRICTION])
    pictures = [int(each.tag) for each in ResidenceFile.IMAGES.layout.objects]
    shown = list(decode_file(images))
    return found == expected and not blank and shown in (pictures, pictures[:1])


def _only_a_check_code(content: bytes) -> bool:
    """Whether the file holds signature and certificate, and no object beside them."""
    expected = [int(each.tag) for each in ResidenceFile.CHECK_CODE.layout.objects]
    return list(decode_file(content)) == expected


def _signed_by(signer: CertificateView, message: bytes, signature: bytes) -> bool:
    """Whether the signer's P-384 key signed *message*; r and s bare, or in DER."""
    key = signer.public_key
    if not isinstance(key, EcPublicKey):
        return False
    try:
        if len(signature) == _RAW_LENGTH:
            key.verify_sha256_raw(message, signature)
        else:
            key.verify_sha256_der(message, signature)
    except SignatureRefuted:
        return False
    return True
