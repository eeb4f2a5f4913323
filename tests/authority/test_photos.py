"""The photo rules, at their boundaries and on bytes that are no photo at all."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ichimai.authority.images import invented_portrait
from ichimai.authority.photos import (
    PHOTO_RULES,
    Outcome,
    check_photo,
    is_recent,
    needs_no_photo,
    require_photo,
)
from ichimai.cli.photo import command
from ichimai.errors import Malformed
from ichimai.randomness import SeededRandomness


def outcome(data: bytes, key: str) -> Outcome:
    """How the rule *key* comes out on *data*."""
    found = {result.rule.key: result.outcome for result in check_photo(data).results}
    return found[key]


def jpeg(width: int, height: int, mode: str = "RGB", **options: object) -> bytes:
    """A plain JPEG of that size."""
    buffer = BytesIO()
    Image.new(mode, (width, height)).save(buffer, format="JPEG", **options)
    return buffer.getvalue()


def padded(byte_count: int) -> bytes:
    """A JPEG of exactly that many bytes, filled up behind its end."""
    return jpeg(480, 640).ljust(byte_count, b"\0")


@pytest.fixture(scope="module")
def portrait() -> bytes:
    """A photo that keeps every rule."""
    return invented_portrait(SeededRandomness("photos"))


def test_the_invented_portrait_keeps_every_rule(portrait: bytes) -> None:
    """The drawn face passes."""
    report = check_photo(portrait)

    assert () == report.broken
    assert report.passed


@pytest.mark.parametrize(
    ("byte_count", "expected"),
    [
        (19_999, Outcome.FAIL),
        (20_000, Outcome.PASS),
        (7_000_000, Outcome.PASS),
        (7_000_001, Outcome.FAIL),
    ],
)
def test_the_size_limits_are_inclusive(byte_count: int, expected: Outcome) -> None:
    """Kilobytes and megabytes are decimal, and the limits themselves are inside."""
    assert expected == outcome(padded(byte_count), "file-size")


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (479, 640, Outcome.FAIL),
        (480, 640, Outcome.PASS),
        (640, 479, Outcome.FAIL),
        (4500, 6000, Outcome.PASS),
        (4500, 6001, Outcome.FAIL),
        (6001, 480, Outcome.FAIL),
    ],
)
def test_each_side_is_measured(width: int, height: int, expected: Outcome) -> None:
    """480 and 6,000 pixels are inside, one less and one more are not."""
    assert expected == outcome(jpeg(width, height), "pixels")


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (480, 640, Outcome.PASS),
        (490, 630, Outcome.PASS),
        (480, 600, Outcome.PASS),
        (500, 700, Outcome.PASS),
        (480, 599, Outcome.FAIL),
        (500, 701, Outcome.FAIL),
        (640, 480, Outcome.FAIL),
    ],
)
def test_the_photo_is_upright(width: int, height: int, expected: Outcome) -> None:
    """From 5:4 to 7:5, which holds 4:3 and 9:7, and never wider than high."""
    assert expected == outcome(jpeg(width, height), "portrait")


def test_sides_are_measured_after_the_exif_turn() -> None:
    """A camera held sideways writes a wide picture and a turn."""
    exif = Image.Exif()
    exif[0x0112] = 6

    turned = jpeg(640, 480, exif=exif.tobytes())

    assert Outcome.PASS == outcome(turned, "portrait")


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_only_rgb_is_colour(mode: str) -> None:
    """CMYK and grey break the colour rule and no other."""
    assert Outcome.FAIL == outcome(jpeg(480, 640, mode), "colour")
    assert Outcome.PASS == outcome(jpeg(480, 640, mode), "jpeg")


def test_a_progressive_photo_is_a_photo() -> None:
    """The coding of the JPEG is nobody's business."""
    photo = jpeg(480, 640, progressive=True)

    assert {"file-size"} == set(check_photo(photo).broken)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "HEIC"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"%PDF-1.7", "PDF"),
        (b"", "unknown"),
    ],
)
def test_other_formats_are_named(data: bytes, kind: str) -> None:
    """The first bytes tell, whatever the file is called."""
    first = check_photo(data).results[0]

    assert (Outcome.FAIL, kind) == (first.outcome, first.found)
    assert Outcome.NOT_TESTED == outcome(data, "colour")


def test_a_bomb_is_not_decoded() -> None:
    """6,500 × 6,500 pixels break the size rule; the picture is never unpacked."""
    bomb = jpeg(6500, 6500)

    assert Outcome.FAIL == outcome(bomb, "pixels")
    assert Outcome.NOT_TESTED == outcome(bomb, "whole")


@pytest.mark.parametrize("kept", [2, 3, 10, 50_000])
def test_a_photo_cut_short_is_not_whole(portrait: bytes, kept: int) -> None:
    """From two bytes on, what is missing at the end is noticed."""
    assert Outcome.FAIL == outcome(portrait[:-kept], "whole")


def test_a_corrupt_tail_is_noticed(portrait: bytes) -> None:
    """Zeros in place of the last part are no picture."""
    assert Outcome.FAIL == outcome(portrait[:-5000] + bytes(5000), "whole")


@pytest.mark.parametrize(
    ("taken_on", "filed_on", "recent"),
    [
        ("2026-05-21", "2026-11-21", True),
        ("2026-05-20", "2026-11-21", False),
        ("2026-02-28", "2026-08-31", True),
        ("2026-02-27", "2026-08-31", False),
        ("2025-10-15", "2026-04-15", True),
        ("2026-11-22", "2026-11-21", False),
    ],
)
def test_a_photo_is_at_most_six_months_old(
    taken_on: str, filed_on: str, *, recent: bool
) -> None:
    """Six months back to the same number, or to the month's last day; never ahead."""
    taken, filed = date.fromisoformat(taken_on), date.fromisoformat(filed_on)

    assert recent == is_recent(taken, filed)


@pytest.mark.parametrize(
    ("born_on", "day", "free"),
    [
        ("2025-11-22", "2026-11-21", True),
        ("2025-11-21", "2026-11-21", False),
        ("2024-02-29", "2025-02-27", True),
        ("2024-02-29", "2025-02-28", False),
        ("2026-11-22", "2026-11-21", False),
    ],
)
def test_no_photo_is_needed_under_one(born_on: str, day: str, *, free: bool) -> None:
    """The first birthday ends it; that of 29 February comes on the 28th."""
    born, today = date.fromisoformat(born_on), date.fromisoformat(day)

    assert free == needs_no_photo(born, today)


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever the bytes are, there is a report with an outcome for every rule."""
    assert len(PHOTO_RULES) == len(check_photo(data).results)


@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    """A photo with any bytes overwritten still has a report, and never raises."""
    photo = bytearray(jpeg(48, 64))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(photo) - 1))
        photo[place] = data.draw(st.integers(0, 255))

    assert not check_photo(bytes(photo)).passed


def test_a_broken_photo_is_refused_by_its_rules() -> None:
    """The error names the rules and nothing of the photo."""
    with pytest.raises(Malformed, match="file-size") as caught:
        require_photo(jpeg(480, 640))

    assert "photo" == caught.value.code


def test_the_command_answers_in_json(tmp_path: Path, portrait: bytes) -> None:
    """Exit code 0 and the whole report on standard output."""
    file = tmp_path / "face.jpg"
    file.write_bytes(portrait)

    ended = CliRunner().invoke(
        command, ["check", str(file), "--json"], standalone_mode=False
    )

    assert 0 == ended.return_value
    assert json.loads(ended.stdout)["passed"] is True


def test_the_command_rejects_a_broken_photo(tmp_path: Path) -> None:
    """Exit code 1, and the repair of the broken rule is printed."""
    file = tmp_path / "face.jpg"
    file.write_bytes(jpeg(480, 640))

    ended = CliRunner().invoke(command, ["check", str(file)], standalone_mode=False)

    assert 1 == ended.return_value
    assert "20,000" in ended.stdout


def test_the_command_judges_days_too(tmp_path: Path, portrait: bytes) -> None:
    """A good file with an old picture is rejected, and the answer says why."""
    place = tmp_path / "face.jpg"
    place.write_bytes(portrait)
    arguments = ["check", str(place), "--as-of", "2026-11-21", "--json"]
    days = ["--taken-on", "2026-05-20", "--born-on", "2026-01-02"]

    done = CliRunner().invoke(command, arguments + days, standalone_mode=False)

    assert 1 == done.return_value
    told = json.loads(done.stdout)["days"]
    assert [("age", "fail"), ("under-one", "pass")] == [
        (each["rule"], each["outcome"]) for each in told
    ]
    assert "no photo is needed" in told[1]["sentence"]
