"""The photo page: each rule told with its repair, nothing kept, nothing that breaks."""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn

import httpx
import pytest
from PIL import Image

from ichimai.authority.images import invented_portrait
from ichimai.authority.photos import PHOTO_RULES
from ichimai.randomness import SeededRandomness
from ichimai.web.guards import LARGEST_FILES
from web.standing import Portal

RULES = {rule.key: rule for rule in PHOTO_RULES}


@pytest.fixture
def client(portal: Portal) -> Iterator[httpx.Client]:
    """A program that calls the portal."""
    with httpx.Client(base_url=portal.address, timeout=30) as client:
        yield client


def sent(client: httpx.Client, data: bytes, **fields: str) -> httpx.Response:
    """What the page answers to a form with that photo."""
    files = {"photo": ("face.jpg", data, "image/jpeg")}
    return client.post("/en/photo", files=files, data=fields)


def picture(form: str, width: int = 600, height: int = 800, **options: object) -> bytes:
    """A plain picture in that format."""
    written = BytesIO()
    mode = str(options.pop("mode", "RGB"))
    Image.new(mode, (width, height)).save(written, form, **options)
    return written.getvalue()


def padded(byte_count: int) -> bytes:
    """A JPEG of exactly so many bytes: what stands behind its end counts too."""
    return picture("JPEG").ljust(byte_count, b"\0")


def sideways() -> bytes:
    """A wide picture with the turn that a camera on its side writes."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture("JPEG", 800, 600, exif=exif.tobytes()).ljust(20_000, b"\0")


def test_a_good_photo_keeps_every_rule(client: httpx.Client) -> None:
    """The drawn face passes each of them, and the page says so."""
    text = sent(client, invented_portrait(SeededRandomness("photo page"))).text

    assert len(PHOTO_RULES) == text.count('<li class="is-pass"')
    assert "Every rule that a program can judge is kept." in text


@pytest.mark.parametrize(
    ("data", "broken"),
    [
        (padded(19_999), "file-size"),
        (padded(7_000_001), "file-size"),
        (picture("JPEG", 479, 640).ljust(20_000, b"\0"), "pixels"),
        (picture("JPEG", 4500, 6001), "pixels"),
        (picture("JPEG", 6500, 6500), "pixels"),
        (picture("JPEG", 800, 600).ljust(20_000, b"\0"), "portrait"),
        (picture("JPEG", mode="CMYK").ljust(20_000, b"\0"), "colour"),
        (picture("JPEG", mode="L").ljust(20_000, b"\0"), "colour"),
        (picture("PNG"), "jpeg"),
        (b"\0\0\0\x18ftypheic" + bytes(20_000), "jpeg"),
        (padded(20_000)[:1_500], "whole"),
    ],
)
def test_a_broken_rule_comes_with_its_repair(
    client: httpx.Client, data: bytes, broken: str
) -> None:
    """Bytes, pixels, ratio, colour, format and a corrupt tail, each by its own rule."""
    text = sent(client, data).text

    assert RULES[broken].repair in text
    assert "Something about the photo is to be repaired." in text


@pytest.mark.parametrize("data", [padded(20_000), padded(7_000_000), sideways()])
def test_what_lies_on_the_edge_is_inside(client: httpx.Client, data: bytes) -> None:
    """Both limits of the size, and a picture that EXIF turns upright."""
    assert '<li class="is-fail"' not in sent(client, data).text


@pytest.mark.parametrize(
    ("field", "day", "sentence", "outcome"),
    [
        ("taken_on", "2026-11-01", "within the last 6 months", "pass"),
        ("taken_on", "令和8年1月5日", "Have a new photo taken.", "fail"),
        ("born_on", "2026-10-01", "no photo is needed", "pass"),
        ("born_on", "2024-10-01", "a photo is needed", "pass"),
    ],
)
def test_a_day_decides_its_own_rule(
    client: httpx.Client, field: str, day: str, sentence: str, outcome: str
) -> None:
    """How old the picture may be, and who needs none, by the clock of the portal."""
    text = sent(client, padded(20_000), **{field: day}).text

    assert sentence in text
    assert ('<li class="is-fail"' in text) == (outcome == "fail")


def test_no_photo_and_no_day_are_asked_for_again(client: httpx.Client) -> None:
    """An empty form comes back with its message, and a wrong day at its field."""
    answer = client.post(
        "/en/photo", files={"photo": ("", b"")}, data={"taken_on": "?"}
    )

    assert 422 == answer.status_code
    assert 'id="photo-error"' in answer.text
    assert 'id="taken_on-error"' in answer.text


def test_nothing_of_a_photo_touches_the_disk(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever would open a file of the system's folder fails; the page does not."""

    def opened(*_arguments: object, **_options: object) -> NoReturn:
        raise AssertionError

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, opened)

    assert 200 == sent(client, padded(6_000_000)).status_code


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * (LARGEST_FILES["photo"] + 1), "multipart/form-data; boundary=b", 413),
        (b"photo=1", "application/x-www-form-urlencoded", 422),
        (b"--b\r\nno header", "multipart/form-data", 422),
        (b"--c\r\n\r\n", "multipart/form-data; boundary=b", 422),
        (b"--b\r\nx\r\n" * 100, "multipart/form-data; boundary=b", 422),
    ],
)
def test_a_form_that_is_none_is_refused(
    client: httpx.Client, body: bytes, kind: str, status: int
) -> None:
    """Too large, another form, no boundary, or broken: a sentence, never a fault."""
    headers = {"content-type": kind}

    assert status == client.post("/en/photo", content=body, headers=headers).status_code
