"""The record of the text application: built when prepared, signed when issued.

Its signatures cover a hash of the Individual Number, and twelve digits are guessed from
their hash in no time. So what is signed here is never written down in the register, as
other bytes are; it waits in the sealed envelope of the card (docs/decisions/0141).
"""

from dataclasses import replace

from ichimai.authority.keys import TextKeys
from ichimai.authority.profiles import registered_name
from ichimai.authority.signing import verified_sha256
from ichimai.card.layout.card_certificate import (
    TEXT_ISSUER_ID,
    TEXT_SIGNER_ID,
    certificate_body,
    encode_certificate,
)
from ichimai.card.layout.residence import ResidenceContents
from ichimai.card.layout.signed_files import RESERVED
from ichimai.card.layout.text import (
    Attributes,
    TextFile,
    TextRecord,
    card_key_message,
    encode_attributes,
    encode_card_key,
    encode_delivery_key,
    encode_information,
    encode_number,
    encode_signatures,
    record_message,
    sex_digit,
)
from ichimai.card.layout.verification_numbers import verification_number_b
from ichimai.crypto.keys import RsaPrivateKey, RsaPublicKey
from ichimai.model.cards import MyNumber
from ichimai.model.people import Resident


def unsigned_record(
    resident: Resident,
    contents: ResidenceContents,
    numbers: tuple[MyNumber, str],
    delivery: RsaPublicKey,
    own_key: RsaPrivateKey,
) -> TextRecord:
    """The record of *resident* without signatures, with a key pair for its card.

    Args:
        resident: whose four basic items are written, as they are registered.
        contents: for the days that make up 照合番号B.
        numbers: the My Number, and the four digits that are printed on the card.
        delivery: under which session keys come.
        own_key: made for this card alone.
    """
    my_number, security_code = numbers
    attributes = Attributes(
        name=registered_name(resident),
        address=resident.address,
        birth_date=resident.birth_date,
        sex=sex_digit(resident.sex),
    )
    return TextRecord(
        files={
            TextFile.NUMBER: encode_number(my_number),
            TextFile.ATTRIBUTES: encode_attributes(attributes),
            TextFile.INFORMATION: encode_information(TEXT_SIGNER_ID),
            TextFile.DELIVERY_KEY: encode_delivery_key(
                delivery.exponent, delivery.modulus
            ),
            TextFile.RESERVED: RESERVED,
        },
        private_key=own_key.to_der(),
        number_b=verification_number_b(
            contents.birth_date, contents.valid_until, security_code
        ),
    )


def signed_record(keys: TextKeys, record: TextRecord) -> TextRecord:
    """*record* with its signatures and the certificate of who signed it.

    Raises:
        SignatureRefuted: the machine signed wrongly.
    """
    own = RsaPrivateKey.from_der(record.private_key, sealed=True).public
    message = record_message(
        record.files[TextFile.NUMBER], record.files[TextFile.ATTRIBUTES]
    )
    card_key = card_key_message(own.exponent, own.modulus)
    signer = keys.signer.public
    body = certificate_body(
        TEXT_ISSUER_ID, TEXT_SIGNER_ID, signer.exponent, signer.modulus
    )
    signed = {
        TextFile.SIGNATURES: encode_signatures(
            message, verified_sha256(keys.signer, message)
        ),
        TextFile.CARD_KEY: encode_card_key(
            card_key, verified_sha256(keys.signer, card_key)
        ),
        TextFile.CERTIFICATE: encode_certificate(
            body, verified_sha256(keys.issuer, body)
        ),
    }
    return replace(record, files={**record.files, **signed})
