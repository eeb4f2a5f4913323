"""`ichimai roster check` as people call it: options, files, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROSTER = "Mã số,Ngày hết hạn,Nơi\n0001,2026-12-31,北\n0002,31/12/2026,北\n"
NAMED = ("--column", "Mã số=id", "--column", "Ngày hết hạn=stay_expires_on")
DAY = ("--as-of", "2026-11-21")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A roster with headings of another language, and one row that is rejected."""
    path = tmp_path / "people.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


def check(file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command on that file, in English."""
    return subprocess.run(
        [sys.executable, "-m", "ichimai", "roster", "check", str(file), *words],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )


def test_named_columns_are_read_and_the_rest_is_told(file: Path) -> None:
    """JSON stands alone on standard output; what was not understood beside it."""
    ended = check(file, *NAMED, *DAY, "--json", "--tell", "60=person", "--by", "HR")
    result = json.loads(ended.stdout)

    assert 1 == ended.returncode
    assert ["0001"] == [person["id"] for person in result["people"]]
    assert [3] == [row["row"] for row in result["rejected"]]
    assert "Columns that were not understood: Nơi." in ended.stderr
    assert ({"60": ["person"]}, "HR") == (
        result["audit"]["ladder"],
        result["audit"]["checked_by"],
    )


def test_everything_is_written_for_its_owner_alone(file: Path, tmp_path: Path) -> None:
    """Tables, feeds a site, letters and the record; columns named in a file."""
    names = tmp_path / "columns.toml"
    names.write_text(
        '"Mã số" = "id"\n"Ngày hết hạn" = "stay_expires_on"\n"Nơi" = "site"\n',
        encoding="utf-8",
    )
    out = tmp_path / "out"
    ended = check(file, "--columns", str(names), *DAY, "--out", str(out), "--letters")
    written = {str(path.relative_to(out)) for path in out.rglob("*.*")}

    assert (1, "") == (ended.returncode, ended.stderr)
    assert {
        *("people.csv", "rejected.csv", "tell.csv", "roster.xlsx", "audit.json"),
        *("roster.ics", "site-北.ics"),
        *("letters/letter-0001.easy.html", "letters/letter-0001.easy.pdf"),
    } == written
    assert {0o600} == {path.stat().st_mode & 0o777 for path in out.rglob("*.*")}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 4, "Mã số, Ngày hết hạn, Nơi"),
        (("--column", "Mã số"), 2, "Mã số"),
        (("--column", "Mã số=name"), 4, "name"),
        (("--tell", "soon=person"), 4, "30=person,site"),
        (("--letters",), 2, "--out"),
    ],
)
def test_a_slip_is_told_with_its_repair(
    file: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    """What cannot be read is refused whole, and nothing stands on standard output."""
    ended = check(file, *words, *DAY)

    assert (code, "") == (ended.returncode, ended.stdout)
    assert said in ended.stderr


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_template_is_a_roster(language: str, tmp_path: Path) -> None:
    """What `roster template` prints is read back with no column and no row lost."""
    written = subprocess.run(
        [sys.executable, "-m", "ichimai", "roster", "template", "--lang", language],
        capture_output=True,
        check=True,
    )
    path = tmp_path / "people.csv"
    path.write_bytes(written.stdout)

    checked = check(path, *DAY, "--json")

    found = json.loads(checked.stdout)
    assert ["0012"] == [person["id"] for person in found["people"]]
    assert [] == found["rejected"]
    assert "not understood" not in checked.stderr
