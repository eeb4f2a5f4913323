"""The pictures on the chip: a portrait in JPEG 2000, name and address in CCITT G4.

The published card specification gives the encodings and the room: 3,000 bytes of colour
JPEG 2000 for the portrait, 2,500 bytes of MMR (CCITT Group 4) TIFF for the name and for
the address. The pixel sizes are our own choice; the specification names none.
"""

from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from ichimai.authority.photos import require_photo
from ichimai.errors import Malformed, Unavailable, msgid
from ichimai.randomness import Randomness

PORTRAIT_BYTES = 3_000
TEXT_IMAGE_BYTES = 2_500
FRONT_IMAGE_BYTES = 7_000
_PORTRAIT_SIZE = (150, 200)
_RATE_STEPS = 10
NAME_SIZE = (640, 120)
ADDRESS_SIZE = (640, 160)
_FRONT_SIZE = (760, 480)
_LARGEST_TEXT = 40
_SMALLEST_TEXT = 14
_MARGIN = 8
_LINE_GAP = 6

_JAPANESE_FONTS = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto-cjk/NotoSansCJK-Regular.ttc"),
    Path("/Library/Fonts/NotoSansCJK-Regular.ttc"),
)
_NO_CHARACTER = "\uffff"
_WIDE_SPACE = "\u3000"
"""Between the names of a person in Japanese, and the parts of an address."""

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def _jpeg_2000(picture: Image.Image, rate: float) -> bytes:
    buffer = BytesIO()
    picture.save(
        buffer,
        format="JPEG2000",
        quality_mode="rates",
        quality_layers=[rate],
        irreversible=True,
    )
    return buffer.getvalue()


def encode_portrait(jpeg: bytes) -> bytes:
    """The portrait as colour JPEG 2000 (JP2) of at most 3,000 bytes.

    The photo is turned upright, cut to three by four around its centre, scaled to
    150 × 200 pixels, and coded at the lowest rate of compression that fits.

    Raises:
        Malformed: code `photo`; the photo breaks a rule of `photos.PHOTO_RULES`.
    """
    return coded_portrait(jpeg, "RGB", _PORTRAIT_SIZE, PORTRAIT_BYTES)


def coded_portrait(jpeg: bytes, mode: str, size: tuple[int, int], room: int) -> bytes:
    """A filed photo as JPEG 2000 of at most *room* bytes; *mode* `RGB` or `L`.

    Raises:
        Malformed: code `photo`; the photo breaks a rule of `photos.PHOTO_RULES`.
    """
    require_photo(jpeg)
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as photo:
        upright = ImageOps.exif_transpose(photo).convert(mode)
    picture = ImageOps.fit(upright, size, Image.Resampling.LANCZOS)
    raw_bytes = picture.width * picture.height * len(picture.getbands())
    fitting, tight = raw_bytes / 300, raw_bytes / room
    best = _jpeg_2000(picture, fitting)
    for _ in range(_RATE_STEPS):
        rate = (fitting + tight) / 2
        coded = _jpeg_2000(picture, rate)
        if len(coded) <= room:
            fitting = rate
            best = max(best, coded, key=len)
        else:
            tight = rate
    return best


@cache
def _font(size: int, *, japanese: bool) -> Font:
    if not japanese:
        return ImageFont.load_default(size)
    for path in _JAPANESE_FONTS:
        if path.is_file():
            # The first face of the collection has the Japanese shapes.
            return ImageFont.truetype(path, size, index=0)
    raise Unavailable(
        msgid("No font that can draw Japanese text is installed."),
        repair=msgid("Install the package {package}."),
        code="font-missing",
        package="fonts-noto-cjk",
    )


def _require_drawable(text: str, font: Font) -> None:
    nothing = bytes(font.getmask(_NO_CHARACTER))
    missing = any(
        not (letter.isprintable() or letter == _WIDE_SPACE)
        or (not letter.isspace() and bytes(font.getmask(letter)) == nothing)
        for letter in set(text)
    )
    if missing or not text.strip():
        raise Malformed(
            msgid("The text is empty or has a character that the font cannot draw."),
            repair=msgid("Write it in the letters that the card prints."),
            code="text-image",
        )


def _wrapped(text: str, font: Font, width: int) -> list[str]:
    """*text* in lines of at most *width* pixels, broken at spaces where there are."""
    lines: list[str] = []
    line = ""
    for letter in text:
        if font.getlength(line + letter) <= width:
            line += letter
            continue
        head, space, tail = line.rpartition(" ")
        if space and letter != " ":
            lines.append(head)
            line = tail + letter
        else:
            lines.append(line)
            line = letter.lstrip()
    return [*lines, line]


def _drawn(
    paragraphs: Sequence[str], size: tuple[int, int], font: Font, height: int
) -> Image.Image | None:
    """The paragraphs in black on white, or None where their lines do not fit."""
    width = size[0] - 2 * _MARGIN
    lines = [line for text in paragraphs for line in _wrapped(text, font, width)]
    step = height + _LINE_GAP
    if len(lines) * step + 2 * _MARGIN > size[1]:
        return None
    picture = Image.new("1", size, 1)
    canvas = ImageDraw.Draw(picture)
    canvas.fontmode = "1"
    for number, line in enumerate(lines):
        canvas.text((_MARGIN, _MARGIN + number * step), line, fill=0, font=font)
    return picture


def _as_tiff(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, format="TIFF", compression="group4")
    return buffer.getvalue()


def text_image(
    text: str,
    size: tuple[int, int],
    coded_by: Callable[[Image.Image], bytes] = _as_tiff,
    room: int = TEXT_IMAGE_BYTES,
) -> bytes:
    """*text*, as large as it fits, as a 1-bit picture of at most *room* bytes.

    Raises:
        Malformed: code `text-image`; empty, too long, or not in the font.
        Unavailable: code `font-missing`; a Japanese text, and no Noto CJK font.
    """
    return _paragraphs_image((text,), size, coded_by, room)


def _paragraphs_image(
    paragraphs: Sequence[str],
    size: tuple[int, int],
    coded_by: Callable[[Image.Image], bytes],
    room: int,
) -> bytes:
    japanese = not all(text.isascii() for text in paragraphs)
    for text in paragraphs:
        _require_drawable(text, _font(_LARGEST_TEXT, japanese=japanese))
    for height in range(_LARGEST_TEXT, _SMALLEST_TEXT - 1, -2):
        picture = _drawn(paragraphs, size, _font(height, japanese=japanese), height)
        coded = b"" if picture is None else coded_by(picture)
        if 0 < len(coded) <= room:
            return coded
    raise Malformed(
        msgid("The text is too long for its picture on the chip."),
        repair=msgid("Shorten it as the card prints it."),
        code="text-image",
    )


def render_name_image(text: str) -> bytes:
    """The name as a 1-bit CCITT G4 TIFF of at most 2,500 bytes, 640 × 120 pixels.

    Raises:
        Malformed: code `text-image`; empty, too long, or not in the font.
        Unavailable: code `font-missing`; a Japanese name, and no Noto CJK font.
    """
    return text_image(text, NAME_SIZE)


def render_address_image(text: str) -> bytes:
    """The address as a 1-bit CCITT G4 TIFF of at most 2,500 bytes, 640 × 160 pixels.

    Raises:
        Malformed: code `text-image`; empty, too long, or not in the font.
        Unavailable: code `font-missing`; a Japanese address, and no Noto CJK font.
    """
    return text_image(text, ADDRESS_SIZE)


def render_front_image(lines: Sequence[str]) -> bytes:
    """The front of a first-generation card as G4 TIFF of at most 7,000 bytes.

    The specification leaves pre-printed parts and portrait out of it. That the entries
    stand one below the other, on 760 × 480 pixels, is ours.

    Raises:
        Malformed: code `text-image`; an empty line, too much, or not in the font.
        Unavailable: code `font-missing`; Japanese text, and no Noto CJK font.
    """
    return _paragraphs_image(lines, _FRONT_SIZE, _as_tiff, FRONT_IMAGE_BYTES)


_SKINS = ("#f2d3bd", "#e0b392", "#c68b62", "#a9734c", "#8a5a3c")
_HAIRS = ("#2a211d", "#4a3024", "#5c4028", "#1d1d26")
_SHIRTS = ("#2f5d8a", "#7a3b4e", "#3f6b4f", "#5a4b7d", "#444b55")
_GRAIN = 5


def invented_portrait(randomness: Randomness) -> bytes:
    """A drawn face of nobody, marked TEST, as a JPEG that keeps every photo rule.

    Skin, hair and shirt are drawn by lot; the same randomness gives the same bytes.
    """
    lot = randomness(4)
    skin, hair, shirt = (
        palette[number % len(palette)]
        for palette, number in zip((_SKINS, _HAIRS, _SHIRTS), lot, strict=False)
    )
    width, height = 900, 1200
    picture = Image.new("RGB", (width, height), "#dfe7ec")
    draw = ImageDraw.Draw(picture)
    middle, jaw = width // 2, 700 + lot[3] % 40
    draw.ellipse((90, 860, width - 90, 1700), fill=shirt)
    draw.rounded_rectangle((370, 640, 530, 930), 60, fill=skin)
    draw.ellipse((225, 170, 675, jaw - 60), fill=hair)
    draw.ellipse((225, 470, 285, 580), fill=skin)
    draw.ellipse((615, 470, 675, 580), fill=skin)
    draw.ellipse((250, 240, 650, jaw + 60), fill=skin)
    draw.chord((240, 180, 660, 480), 180, 360, fill=hair)
    for eye in (middle - 85, middle + 85):
        draw.ellipse((eye - 34, 470, eye + 34, 506), fill="#fbfbfb")
        draw.ellipse((eye - 16, 472, eye + 16, 504), fill="#22252b")
        draw.arc((eye - 50, 415, eye + 50, 475), 200, 340, fill=hair, width=10)
    draw.arc((middle - 28, 520, middle + 28, 600), 20, 160, fill="#7a4a38", width=12)
    draw.arc((middle - 80, 590, middle + 80, 690), 25, 155, fill="#b8454c", width=16)
    draw.text(
        (middle, 1080),
        "TEST",
        fill="#ffffff",
        font=ImageFont.load_default(130),
        anchor="mm",
    )
    buffer = BytesIO()
    _grained(picture, randomness).save(buffer, format="JPEG", quality=92)
    return buffer.getvalue()


def _grained(picture: Image.Image, randomness: Randomness) -> Image.Image:
    """*picture* with the faint grain of a sensor, as a camera would give it."""
    noise = Image.frombytes(
        "L", picture.size, randomness(picture.width * picture.height)
    )
    grain = noise.point([level * _GRAIN // 255 for level in range(256)])
    return Image.composite(
        picture,
        Image.new("RGB", picture.size, "#808080"),
        grain.point([255 - 6 * level for level in range(256)]),
    )
