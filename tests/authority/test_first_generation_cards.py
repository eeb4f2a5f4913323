"""First-generation chips of cards that the register knows as earlier ones."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from authority.desk import OLD_NUMBER, Desk, photo
from ichimai.authority.first_generation import EarlierHolder, first_generation_card
from ichimai.authority.keys import (
    KEYS,
    RESIDENCE_FIRST,
    RESIDENCE_FIRST_SIGNER,
    TRUST,
    AuthorityKeys,
    open_keys,
)
from ichimai.authority.setup import init
from ichimai.card.layout.first_generation import (
    FirstContents,
    decode_first_files,
    encode_first_files,
    first_signed_message,
)
from ichimai.card.layout.image import CardImage
from ichimai.clock import SystemClock
from ichimai.crypto.certificates import inspect, verify_issued_by
from ichimai.crypto.keys import RsaPublicKey
from ichimai.errors import Unavailable
from ichimai.model.cards import CardTypeCode
from ichimai.randomness import system_randomness

FILE_KEY = bytes(range(32))


def held(desk: Desk) -> EarlierHolder:
    """The holder of the desk with the card that was theirs before."""
    registry = desk.office.registry
    return EarlierHolder(
        resident=desk.resident,
        card=registry.cards_of(desk.resident.id)[0],
        stay=registry.find_stay_of(desk.resident.id),
        photo=photo(),
    )


def card_of(keys: AuthorityKeys) -> CardImage:
    """The first-generation chip of the sample resident."""
    return first_generation_card(keys, held(Desk.opened(keys)))


def contents_of(keys: AuthorityKeys) -> FirstContents:
    """What that chip says."""
    return decode_first_files(card_of(keys).first_files)


def test_contents(authority_keys: AuthorityKeys) -> None:
    """Number and address are the register's, and no permission is on it."""
    image = card_of(authority_keys)

    contents = decode_first_files(image.first_files)

    assert (OLD_NUMBER, CardTypeCode.RESIDENCE_GEN1) == (
        image.card_number,
        contents.type_code,
    )
    assert date(2025, 11, 1) == contents.written_on
    assert "1-2-3 Sample, Chiyoda-ku, Tokyo" == contents.address
    assert contents.comprehensive_permission == contents.individual_permission == ""
    assert not contents.pending


def test_pictures(authority_keys: AuthorityKeys) -> None:
    """The front is a bilevel TIFF in CCITT group 4, the portrait a JPEG 2000."""
    contents = contents_of(authority_keys)
    assert contents.portrait

    with Image.open(BytesIO(contents.front_image)) as front:
        assert ("TIFF", "1", "group4") == (
            front.format,
            front.mode,
            front.info["compression"],
        )
    with Image.open(BytesIO(contents.portrait)) as portrait:
        assert "JPEG2000" == portrait.format


def test_signature(authority_keys: AuthorityKeys) -> None:
    """The first-generation signer, certified by its own issuer, signed the pictures."""
    contents = contents_of(authority_keys)

    signer = inspect(contents.certificate).public_key

    issuer = authority_keys.certificates[RESIDENCE_FIRST]
    verify_issued_by(contents.certificate, issuer, SystemClock().now())
    assert isinstance(signer, RsaPublicKey)
    signer.verify_sha256(
        first_signed_message(encode_first_files(contents)), contents.signature
    )


def test_child(authority_keys: AuthorityKeys) -> None:
    """The card of a child under sixteen has neither portrait nor signature."""
    desk = Desk.opened(authority_keys, birth_date=date(2015, 5, 5))

    image = first_generation_card(authority_keys, held(desk))

    contents = decode_first_files(image.first_files)
    assert contents.portrait is None
    assert (b"", b"") == (contents.signature, contents.certificate)


def test_special_permanent(authority_keys: AuthorityKeys) -> None:
    """A special permanent resident's certificate is type 2, and shows no stay."""
    desk = Desk.opened(authority_keys, special_permanent=True)
    desk.holds_certificate()

    image = first_generation_card(authority_keys, held(desk))

    assert CardTypeCode.SPECIAL_PERMANENT_GEN1 is image.type_code


def test_kept_and_published(tmp_path: Path) -> None:
    """The keys survive on disk, and both certificates are in the folder of trust."""
    place = tmp_path / "authority"
    made = init(place, FILE_KEY, SystemClock(), system_randomness)

    opened = open_keys(place, FILE_KEY)

    assert made.first is not None
    assert opened.first is not None
    assert made.first.signer.to_der() == opened.first.signer.to_der()
    for name in (RESIDENCE_FIRST, RESIDENCE_FIRST_SIGNER):
        published = (place / TRUST / f"{name}.cer").read_bytes()
        assert opened.certificates[name] == published


def test_older_authority(tmp_path: Path) -> None:
    """An authority from before opens without these keys, and says what it cannot do."""
    place = tmp_path / "authority"
    init(place, FILE_KEY, SystemClock(), system_randomness)
    for name in (RESIDENCE_FIRST, RESIDENCE_FIRST_SIGNER):
        (place / KEYS / f"{name}.key").unlink()
        (place / TRUST / f"{name}.cer").unlink()

    older = open_keys(place, FILE_KEY)

    assert older.first is None
    with pytest.raises(Unavailable) as caught:
        card_of(older)
    assert "no-first-keys" == caught.value.code
