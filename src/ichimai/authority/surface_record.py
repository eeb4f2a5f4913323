"""The surface application's files: drawn when prepared, signed when issued.

The picture of the number is the number: like the text record, nothing of it goes into
the register; it waits in the sealed envelope of the card (docs/decisions/0141).
"""

from collections.abc import Mapping

from ichimai.authority.entries import name_line
from ichimai.authority.keys import TextKeys
from ichimai.authority.signing import verified_sha256, verified_type1
from ichimai.authority.surface_pictures import (
    address_picture,
    digits_picture,
    name_picture,
)
from ichimai.card.layout.card_certificate import (
    SURFACE_ISSUER_ID,
    SURFACE_SIGNER_ID,
    certificate_body,
    encode_certificate,
)
from ichimai.card.layout.residence import ResidenceContents
from ichimai.card.layout.signed_files import RESERVED
from ichimai.card.layout.surface import (
    Front,
    SurfaceFile,
    birth_message,
    decode_birth,
    decode_front,
    decode_number_picture,
    encode_birth,
    encode_front,
    encode_information,
    encode_number_picture,
    front_digest_info,
    number_message,
)
from ichimai.card.layout.text import sex_digit
from ichimai.crypto.keys import RsaPublicKey
from ichimai.model.cards import MyNumber
from ichimai.model.people import Resident

_UNSIGNED = b""
_MUNICIPALITY_DIGITS = 5


def _printed_name(resident: Resident) -> str:
    """As on the residence side, and the alias, which stands on this side alone."""
    line = name_line(resident)
    return line if resident.alias is None else f"{line}［{resident.alias}］"


def unsigned_files(
    resident: Resident,
    contents: ResidenceContents,
    portrait: bytes,
    numbers: tuple[MyNumber, str],
    own_key: RsaPublicKey,
) -> dict[int, bytes]:
    """The files of *resident*, their signatures empty.

    Args:
        resident: whose name and address are drawn, as they are printed.
        contents: for the card's last day.
        portrait: in grey, as `surface_pictures.grey_portrait` codes it; empty for none.
        numbers: the Individual Number and the security code.
        own_key: with which the card proves that it is there.

    Raises:
        Malformed: a text does not fit its picture.
    """
    number, code = numbers
    key = (own_key.exponent, own_key.modulus)
    front = Front(
        birth_date=resident.birth_date,
        sex=sex_digit(resident.sex),
        key=key,
        name=name_picture(_printed_name(resident)),
        address=address_picture(resident.address),
        portrait=portrait,
        expires_on=contents.valid_until,
        security_code=digits_picture(code),
    )
    birth = birth_message(resident.birth_date, key)
    picture = number_message(digits_picture(str(number)), key)
    municipality = resident.municipality[:_MUNICIPALITY_DIGITS]
    return {
        SurfaceFile.BIRTH: encode_birth(birth, _UNSIGNED),
        SurfaceFile.FRONT: encode_front(front, _UNSIGNED),
        SurfaceFile.INFORMATION: encode_information(SURFACE_SIGNER_ID, municipality),
        SurfaceFile.NUMBER: encode_number_picture(picture, _UNSIGNED),
        SurfaceFile.RESERVED: RESERVED,
    }


def signed_files(keys: TextKeys, files: Mapping[int, bytes]) -> dict[int, bytes]:
    """*files* with their signatures and the certificate of who signed them.

    Raises:
        SignatureRefuted: the machine signed wrongly.
    """
    _, birth, _ = decode_birth(files[SurfaceFile.BIRTH])
    front, _, _ = decode_front(files[SurfaceFile.FRONT])
    _, picture, _ = decode_number_picture(files[SurfaceFile.NUMBER])
    signer = keys.signer.public
    body = certificate_body(
        SURFACE_ISSUER_ID, SURFACE_SIGNER_ID, signer.exponent, signer.modulus
    )
    front_signature = verified_type1(keys.signer, front_digest_info(front))
    return {
        **files,
        SurfaceFile.BIRTH: encode_birth(birth, verified_sha256(keys.signer, birth)),
        SurfaceFile.FRONT: encode_front(front, front_signature),
        SurfaceFile.NUMBER: encode_number_picture(
            picture, verified_sha256(keys.signer, picture)
        ),
        SurfaceFile.CERTIFICATE: encode_certificate(
            body, verified_sha256(keys.issuer, body)
        ),
    }
