"""The signatures of a card, each verified before it leaves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ichimai.authority import profiles
from ichimai.authority.drafting import RESIDENCE_DATA
from ichimai.authority.keys import RESIDENCE_SIGNER
from ichimai.authority.office import Office
from ichimai.authority.surface_record import signed_files
from ichimai.authority.text_record import signed_record
from ichimai.card.layout.image import CardImage, Credential
from ichimai.card.layout.residence import (
    decode_files,
    encode_files,
    signed_message,
)
from ichimai.crypto import certificates
from ichimai.crypto.ciphers import same
from ichimai.crypto.keys import EcPublicKey, RsaPrivateKey
from ichimai.crypto.refuted import (
    CertificateRefuted,
    SignatureRefuted,
)
from ichimai.errors import Refused, msgid
from ichimai.model.filing import CertificateUse


def signed_card(
    office: Office, written: Mapping[str, bytes], image: CardImage
) -> CardImage:
    """*image* with every signature, each over exactly the bytes *written* down.

    Raises:
        Refused: code `prepared-bytes` where what was written down is not what the image
            says, `wrong-issuer` where another authority prepared it.
    """
    contents = decode_files(image.residence_files)
    message = written[RESIDENCE_DATA]
    if not same(message, signed_message(contents)):
        raise _other_bytes()
    signature = office.keys.residence_signer.sign_sha256_raw(message)
    certificate = office.keys.certificates[RESIDENCE_SIGNER]
    signer = certificates.inspect(certificate).public_key
    if not isinstance(signer, EcPublicKey):
        raise TypeError("the residence signer has a P-384 key")
    try:
        signer.verify_sha256_raw(message, signature)
    except SignatureRefuted:
        raise _wrong_issuer("signature") from None
    return replace(
        image,
        residence_files=encode_files(contents.signed(signature, certificate)),
        signature=_certified(
            office, CertificateUse.SIGNATURE, image.signature, written
        ),
        user_authentication=_certified(
            office,
            CertificateUse.USER_AUTHENTICATION,
            image.user_authentication,
            written,
        ),
        **_with_signatures(office, image),
    )


def _with_signatures(office: Office, image: CardImage) -> dict[str, Any]:
    """Text record and surface files, signed; nothing for a card without them."""
    if image.text is None:
        return {}
    keys = office.keys.text
    if keys is None:
        raise _wrong_issuer("text")
    try:
        signed: dict[str, Any] = {"text": signed_record(keys, image.text)}
        if image.surface:
            signed["surface"] = signed_files(keys, image.surface)
    except SignatureRefuted:
        raise _wrong_issuer("signature") from None
    return signed


def _certified(
    office: Office,
    use: CertificateUse,
    credential: Credential,
    written: Mapping[str, bytes],
) -> Credential:
    """*credential* with its certificate; unchanged where the holder declined it."""
    if credential.private_key is None:
        return credential
    issuer = profiles.ISSUER_OF_USE[use]
    above = office.keys.certificates[issuer]
    der = certificates.sign_certificate(written[use.value], office.keys.issuers[issuer])
    try:
        certificates.verify_issued_by(der, above, office.clock.now())
    except CertificateRefuted as refuted:
        raise _wrong_issuer(refuted.reason) from None
    view = certificates.inspect(der)
    if view.authority_key_id != certificates.inspect(above).subject_key_id:
        raise _wrong_issuer("key")
    own = RsaPrivateKey.from_der(credential.private_key, sealed=True).public
    if view.public_key is None or view.public_key.to_der() != own.to_der():
        raise _other_bytes()
    return replace(credential, certificate=der)


def _other_bytes() -> Refused:
    return Refused(
        msgid("What was written down for the signature is not what was prepared."),
        repair=msgid("Prepare the card again, and look into the register's journal."),
        code="prepared-bytes",
    )


def _wrong_issuer(reason: str) -> Refused:
    return Refused(
        msgid("The issuer cannot sign what was prepared ({reason})."),
        repair=msgid("Issue the card where it was prepared, or prepare it again."),
        code="wrong-issuer",
        reason=reason,
    )
