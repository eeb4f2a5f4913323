"""The pictures on the chip fit, decode again, and are what they say."""

from io import BytesIO

import pytest
from PIL import Image

from ichimai.authority import images
from ichimai.authority.images import (
    PORTRAIT_BYTES,
    TEXT_IMAGE_BYTES,
    encode_portrait,
    invented_portrait,
    render_address_image,
    render_name_image,
)
from ichimai.authority.photos import check_photo
from ichimai.errors import Malformed, Unavailable
from ichimai.randomness import SeededRandomness, system_randomness


def opened(data: bytes) -> Image.Image:
    """The picture, decoded to the last line."""
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("seed", ["a", "b", "c", "d"])
def test_a_portrait_fits_the_chip(seed: str) -> None:
    """Colour JPEG 2000, three by four, at most 3,000 bytes and nearly all of them."""
    coded = encode_portrait(invented_portrait(SeededRandomness(seed)))
    picture = opened(coded)

    assert ("JPEG2000", "RGB") == (picture.format, picture.mode)
    assert picture.width * 4 == picture.height * 3
    assert 2000 < len(coded) <= PORTRAIT_BYTES


def test_a_noisy_portrait_fits_as_well() -> None:
    """The worst picture there is, pure noise, is squeezed into the same room."""
    noise = Image.frombytes("RGB", (480, 640), system_randomness(480 * 640 * 3))
    buffer = BytesIO()
    noise.save(buffer, format="JPEG")

    assert PORTRAIT_BYTES >= len(encode_portrait(buffer.getvalue()))


def test_a_photo_that_breaks_a_rule_is_not_coded() -> None:
    """The encoder is no way round the rules."""
    with pytest.raises(Malformed):
        encode_portrait(b"not a photo")


def test_the_same_lot_draws_the_same_face() -> None:
    """Seeded randomness repeats the photo to the byte; another seed does not."""
    first, again, other = (
        invented_portrait(SeededRandomness(seed)) for seed in ("x", "x", "y")
    )

    assert first == again
    assert first != other


def test_every_drawn_face_keeps_the_photo_rules() -> None:
    """Whatever the lot, the photo passes."""
    for number in range(8):
        photo = invented_portrait(SeededRandomness(str(number)))
        assert check_photo(photo).passed


def test_a_name_is_one_bit_group_four() -> None:
    """The name image is CCITT G4 TIFF with ink on it."""
    coded = render_name_image("MINH TEST")
    picture = opened(coded)

    assert ("TIFF", "1") == (picture.format, picture.mode)
    assert "group4" == picture.info["compression"]
    assert (0, 255) == picture.getextrema()
    assert TEXT_IMAGE_BYTES >= len(coded)


def test_a_japanese_address_is_drawn() -> None:
    """The longest kind of address still fits its 2,500 bytes."""
    if not any(path.is_file() for path in images._JAPANESE_FONTS):
        pytest.skip("needs fonts-noto-cjk: no font for Japanese text")
    address = "東京都新宿区西新宿二丁目8番1号 試験第二マンション南棟1234号室 SAMPLE方"

    coded = render_address_image(address)

    assert TEXT_IMAGE_BYTES >= len(coded)


def test_a_text_without_end_is_refused() -> None:
    """What does not fit is an error, not a picture cut short."""
    with pytest.raises(Malformed):
        render_name_image("SAMPLE " * 60)


@pytest.mark.parametrize("text", ["", "   ", "TEST\n", "TEST\x00"])
def test_a_text_that_cannot_be_drawn_is_refused(text: str) -> None:
    """Nothing, and signs that no card prints."""
    with pytest.raises(Malformed):
        render_name_image(text)


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a Noto CJK font the package to install is named."""
    monkeypatch.setattr(images, "_JAPANESE_FONTS", ())
    images._font.cache_clear()

    with pytest.raises(Unavailable, match="fonts-noto-cjk"):
        render_name_image("試験")
