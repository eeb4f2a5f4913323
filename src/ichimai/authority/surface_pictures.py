"""The pictures of the surface application: PNG of one bit, and a portrait in grey.

Kinds of picture, and the sizes of number and security code, were seen on a test card;
the other sizes and every limit are ours (docs/decisions/0177).
"""

from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from ichimai.authority.images import (
    ADDRESS_SIZE,
    NAME_SIZE,
    coded_portrait,
    text_image,
)

TEXT_BYTES: Final = 6_000
"""More than the residence application has: what was drawn there is drawn here."""
PORTRAIT_SIZE: Final = (120, 160)
PORTRAIT_BYTES: Final = 4_000
_DIGIT_SIZE: Final = (6, 12)
_DIGIT_HEIGHT: Final = 10


def name_picture(text: str) -> bytes:
    """The name; raises as `images.text_image`."""
    return text_image(text, NAME_SIZE, _as_png, TEXT_BYTES)


def address_picture(text: str) -> bytes:
    """The address; raises as `images.text_image`."""
    return text_image(text, ADDRESS_SIZE, _as_png, TEXT_BYTES)


def digits_picture(digits: str) -> bytes:
    """Digits, each in a cell of 6 × 12 pixels: 72 × 12 for the Individual Number."""
    width, height = _DIGIT_SIZE
    picture = Image.new("1", (width * len(digits), height), 1)
    canvas = ImageDraw.Draw(picture)
    canvas.fontmode = "1"
    font = ImageFont.load_default(_DIGIT_HEIGHT)
    for place, digit in enumerate(digits):
        middle = (place * width + width // 2, height // 2)
        canvas.text(middle, digit, fill=0, font=font, anchor="mm")
    return _as_png(picture)


def grey_portrait(jpeg: bytes) -> bytes:
    """The filed photo in grey; raises as `images.coded_portrait`."""
    return coded_portrait(jpeg, "L", PORTRAIT_SIZE, PORTRAIT_BYTES)


def _as_png(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, format="PNG", optimize=True)
    return buffer.getvalue()
