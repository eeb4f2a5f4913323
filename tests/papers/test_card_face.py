"""The face of a card, drawn: what stands on it, and in which forms."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from ichimai.authority.images import (
    encode_portrait,
    invented_portrait,
    render_address_image,
    render_name_image,
)
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.residence import decode_files, encode_files
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.errors import Unavailable
from ichimai.papers.card_face import Face, draw, face_of
from ichimai.randomness import system_randomness
from needs import needs
from sample_card import permanent_image, sample_image


@pytest.fixture(scope="module")
def card() -> CardImage:
    """A specified card with pictures that can be seen."""
    return with_contents(
        sample_image(),
        name_image=render_name_image("SUHARTONO SAMPLE"),
        address_image=render_address_image("TEST 1-2-3, SAMPLE-KU"),
        portrait=encode_portrait(invented_portrait(system_randomness)),
    )


def words(face: Face) -> str:
    """Everything that both sides say, pictures left out."""
    entries = (*face.front, *face.back)
    return "\n".join(f"{e.english}: {e.text}" for e in entries if type(e.text) is str)


def with_contents(image: CardImage, **changes: object) -> CardImage:
    """The card with other contents of its residence files."""
    contents = replace(decode_files(image.residence_files), **changes)  # type: ignore[arg-type]
    return replace(image, residence_files=encode_files(contents))


def test_length_of_stay_and_delivery_are_not_on_a_specified_card(
    card: CardImage,
) -> None:
    """Since 14 June 2026 these are on the chip only (ICA 19-4(5))."""
    face = face_of(card)

    assert ("特定在留カード", "SPECIFIED RESIDENCE CARD") == face.title
    assert "STAY ENDS ON" in words(face)
    assert "PERIOD" not in words(face)
    assert "DELIVER" not in words(face)


def test_the_individual_number_is_on_the_back_alone(card: CardImage) -> None:
    """Whoever copies the front has no number (MNA 18-5(2))."""
    face = face_of(card)

    assert "INDIVIDUAL NUMBER (TEST)" in [entry.english for entry in face.back]
    assert "INDIVIDUAL NUMBER (TEST)" not in [entry.english for entry in face.front]


def test_a_special_permanent_resident_has_no_status_and_no_stay() -> None:
    """Their certificate knows neither (SPA 8(1))."""
    face = face_of(permanent_image())

    assert "STATUS" not in words(face)
    assert "STAY ENDS ON" not in words(face)
    assert "WORK" not in words(face)


def test_a_pending_filing_is_on_the_back(card: CardImage) -> None:
    """The mark of a pending filing stands on the card (RC-113)."""
    face = face_of(with_contents(card, pending=True))

    assert "PENDING" in [entry.english for entry in face.back]


def test_a_card_without_a_photo_says_so(card: CardImage) -> None:
    """Under one year there is none, and the drawing has room for the words."""
    face = face_of(with_contents(card, portrait=None))

    assert face.portrait is None
    assert draw(face, "png")


def test_pictures_are_the_same_for_the_same_card(card: CardImage) -> None:
    """No moment of drawing is in them."""
    face = face_of(card)

    for form in ("svg", "png", "pdf"):
        assert draw(face, form) == draw(face, form)  # type: ignore[arg-type]


def test_the_picture_is_two_cards_high(card: CardImage) -> None:
    """At 200 dots an inch, both sides of an ID-1 card stand below each other."""
    with Image.open(io.BytesIO(draw(face_of(card), "png"))) as drawn:
        width, height = drawn.size

    assert 85.6 < width / 200 * 25.4 < 100
    assert 2 * 53.98 < height / 200 * 25.4 < 135


def test_the_text_of_the_pdf_comes_back(card: CardImage, tmp_path: Path) -> None:
    """What is drawn as words can be read as words."""
    needs("poppler-utils", program="pdftotext")
    path = tmp_path / "face.pdf"
    path.write_bytes(draw(face_of(card), "pdf"))

    text = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()

    assert "SPECIFIED RESIDENCE CARD" in text
    assert "SAMPLE" in text
    assert "Arrangement our own" in text


def test_a_missing_font_is_named(card: CardImage, tmp_path: Path) -> None:
    """Where the fonts are not, nothing is drawn in boxes."""
    with pytest.raises(Unavailable) as missing:
        draw(face_of(card), "svg", tmp_path)

    assert "font-missing" == missing.value.code


def test_an_unreadable_picture_is_said() -> None:
    """A damaged picture leaves its place in words, and everything else is drawn."""
    face = face_of(sample_image())

    assert "NAME: 読み取れない画像 (unreadable picture)" in words(face)
    assert face.portrait is None
    assert draw(face, "svg")


@pytest.mark.parametrize("lost", [ResidenceFile.IMAGES, ResidenceFile.ADDRESS_IMAGE])
def test_the_face_of_a_damaged_card_says_what_is_lost(
    card: CardImage, lost: ResidenceFile
) -> None:
    """Pictures that the chip no longer gives are named; the rest is drawn."""
    left = {f: content for f, content in card.residence_files.items() if f is not lost}

    face = face_of(replace(card, residence_files=left))

    assert "unreadable" in words(face)
    assert "NUMBER" in words(face)
