"""The surface, common and register files of an issued card are the holder's, signed."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from authority.desk import MUNICIPALITY, Desk
from ichimai.authority.issue import issue
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.surface_pictures import (
    PORTRAIT_BYTES,
    TEXT_BYTES,
    address_picture,
    digits_picture,
    name_picture,
)
from ichimai.card.layout.card_certificate import decode_certificate
from ichimai.card.layout.common import CardRecord, CommonFile, RegisterFile
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.surface import (
    SurfaceFile,
    decode_birth,
    decode_front,
    decode_municipality,
    decode_number_picture,
)
from ichimai.card.layout.text import card_key_numbers, decode_card_key
from ichimai.crypto.keys import RsaPublicKey


@pytest.fixture(scope="module")
def image(authority_keys: AuthorityKeys) -> CardImage:
    """One card, issued."""
    desk = Desk.opened(authority_keys)
    try:
        return issue(desk.office, desk.prepared())
    finally:
        desk.office.registry.close()


def signer_of(files: Mapping[int, bytes], keys: AuthorityKeys) -> RsaPublicKey:
    """The key that signed *files*, certified by the authority's issuer."""
    certificate = decode_certificate(files[SurfaceFile.CERTIFICATE])
    assert keys.text is not None
    keys.text.issuer.public.verify_sha256(certificate.body, certificate.signature)
    return RsaPublicKey.from_numbers(certificate.modulus, certificate.exponent)


def test_signatures(image: CardImage, authority_keys: AuthorityKeys) -> None:
    """Each signature holds over what the layout says that it covers."""
    files = image.surface
    signer = signer_of(files, authority_keys)

    birth, message, signature = decode_birth(files[SurfaceFile.BIRTH])
    signer.verify_sha256(message, signature)
    _, message, signature = decode_number_picture(files[SurfaceFile.NUMBER])
    signer.verify_sha256(message, signature)
    front, message, signature = decode_front(files[SurfaceFile.FRONT])
    assert message == signer.recover_type1(signature)
    assert birth == front.birth_date


def test_own_key(image: CardImage) -> None:
    """The key on the front is the one that proves the card's presence."""
    front, _, _ = decode_front(image.surface[SurfaceFile.FRONT])
    assert image.text is not None
    certified, _ = decode_card_key(dict(image.text.files)[7])

    assert card_key_numbers(certified) == front.key


def test_pictures(image: CardImage) -> None:
    """Pictures have the kinds and sizes of the card that was surveyed."""
    front, _, _ = decode_front(image.surface[SurfaceFile.FRONT])
    number, _, _ = decode_number_picture(image.surface[SurfaceFile.NUMBER])

    found = []
    for content in (front.name, front.address, front.security_code, number):
        with Image.open(BytesIO(content)) as picture:
            found.append((picture.format, picture.mode, picture.size))
    with Image.open(BytesIO(front.portrait)) as portrait:
        found.append((portrait.format, portrait.mode, portrait.size))
    assert [
        ("PNG", "1", (640, 120)),
        ("PNG", "1", (640, 160)),
        ("PNG", "1", (24, 12)),
        ("PNG", "1", (72, 12)),
        ("JPEG2000", "L", (120, 160)),
    ] == found
    assert len(front.portrait) <= PORTRAIT_BYTES
    assert number == digits_picture(str(image.my_number))
    assert front.security_code == digits_picture(image.security_code)


def test_longest_texts() -> None:
    """What the residence application can draw fits here as well."""
    assert len(name_picture("W" * 60 + " " + "鬱" * 20)) <= TEXT_BYTES
    assert len(address_picture("鬱" * 100 + "\u3000" + "Ｗ" * 30)) <= TEXT_BYTES


def test_common(image: CardImage) -> None:
    """The record names the municipality and the last day; the serial is a lot."""
    record = CardRecord.from_bytes(image.common[CommonFile.CARD])
    front, _, _ = decode_front(image.surface[SurfaceFile.FRONT])
    information = image.surface[SurfaceFile.INFORMATION]

    assert MUNICIPALITY[:5] == record.municipality == decode_municipality(information)
    assert front.expires_on == record.expires_on
    assert record.serial.startswith("00")
    assert image.juki[RegisterFile.KEY_ID] == image.common[CommonFile.KEY_ID]


def test_counter_key(image: CardImage, authority_keys: AuthorityKeys) -> None:
    """The card is given the public half of the counter's key alone."""
    assert authority_keys.counter is not None
    public = authority_keys.counter.public.to_der()

    assert public == image.common[CommonFile.COUNTER_KEY]
    assert authority_keys.counter.to_der() not in image.common.values()


def test_authority_without_counter(authority_keys: AuthorityKeys) -> None:
    """An authority from before counters had a key makes cards that know none."""
    desk = Desk.opened(replace(authority_keys, counter=None))
    try:
        older = issue(desk.office, desk.prepared())
    finally:
        desk.office.registry.close()

    assert CommonFile.COUNTER_KEY not in older.common
