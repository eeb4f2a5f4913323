"""Bad input is one sentence that names what to repair, and nothing is lost over it."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

CASES = [
    # arguments, standard input, words in English, words in Japanese
    (
        "plan none.json",
        b"",
        "none.json cannot be read: No such",
        "none.json を読めません",
    ),
    ("plan .", b"", "Is a directory", "フォルダーです"),
    ("plan -", b"", "not JSON in UTF-8 (line 1)", "JSONではありません"),
    ("plan -", b"\0", "not JSON in UTF-8 (line 1)", "JSONではありません"),
    ("plan -", b"a" * 10_000_000, "not JSON in UTF-8", "JSONではありません"),
    ("plan -", b"[" * 90_000, "not JSON in UTF-8", "JSONではありません"),
    ("plan -", b'{"person": 3}', "person has the wrong type", "person"),
    ("photo check none.jpg", b"", "none.jpg cannot be read", "none.jpg を読めません"),
    (
        "card verify none.card --trust t",
        b"",
        "none.card cannot be read",
        "を読めません",
    ),
    ("card pin status none.card", b"", "none.card cannot be read", "を読めません"),
    ("card pin status junk.card", b"", "is not a card file", "ではありません"),
    ("card pin status junk.card --key-file junk.card", b"", "hold a key", "鍵"),
    ("card make --profile no --out x", b"", "no profile 'no'", "'no'"),
    ("card make --out none/x.card", b"", "none/x.card cannot be", "書き込めません"),
    ("register journal verify --database oh", b"", "not the URL", "URL"),
    ("register journal verify", b"", "no register at", "登録簿がありません"),
    ("register journal verify --database sqlite:///junk.card", b"", "not a", "では"),
    ("register migrate --database sqlite:///newer.db", b"", "has version 999", "999"),
    ("authority status", b"", "no authority in", "認証局がない"),
]


def _run(
    arguments: str, place: Path, typed: bytes, language: str
) -> subprocess.CompletedProcess[bytes]:
    settings = {"LC_ALL": language, "ICHIMAI_KEY_FILE": str(place.parent / "key")}
    return subprocess.run(
        [sys.executable, "-m", "ichimai", *arguments.split()],
        cwd=place,
        input=typed,
        capture_output=True,
        env={**os.environ, **settings},
        check=False,
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a file that is nothing, and a register of a later release."""
    (tmp_path / "key").write_bytes(bytes(32))
    (tmp_path / "key").chmod(0o600)
    here = tmp_path / "here"
    here.mkdir()
    (here / "junk.card").write_bytes(b"a shopping list\n" * 100)
    (here / "junk.card").chmod(0o600)
    made = _run("register migrate --database sqlite:///newer.db", here, b"", "C")
    assert 0 == made.returncode
    with sqlite3.connect(here / "newer.db") as database:
        database.execute("INSERT INTO migrations VALUES (999, 'later', 'later')")
    database.close()
    return here


@pytest.mark.parametrize(
    ("arguments", "typed", "english", "japanese"),
    CASES,
    ids=[f"{case[0]}-{len(case[1])}" for case in CASES],
)
def test_one_sentence(
    place: Path, arguments: str, typed: bytes, english: str, japanese: str
) -> None:
    """It ends with code 4, one line on standard error, and every file as it was."""
    before = {file.name: file.read_bytes() for file in place.iterdir()}
    for language, words in (("C.UTF-8", english), ("ja_JP.UTF-8", japanese)):
        done = _run(arguments, place, typed, language)
        said = done.stderr.decode()

        assert (4, b"") == (done.returncode, done.stdout)
        assert words in said
        assert said.startswith("ichimai: ")
        assert 1 == said.count("\n")
    after = {name: (place / name).read_bytes() for name in before}
    assert before == after


def test_lines_keep_their_places(place: Path) -> None:
    """Lines that cannot be read are answered in their places, and cost no other one."""
    good = b'{"status": "student", "stay_months": 15}\n'
    bad = [b"\0\0\n", b"a" * 10_000_000 + b"\n", b"[1]\n", b'{"status": "x"}\n']

    done = _run("law ask standing", place, good.join([b"", *bad, b""]), "C.UTF-8")

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert 1 == done.returncode
    told = ["standing" if "standing" in each else "error" for each in answers]
    assert ["standing", "error"] * 4 + ["standing"] == told
