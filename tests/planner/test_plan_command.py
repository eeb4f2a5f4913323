"""`ichimai plan` as people call it: formats, languages, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FACTS = {
    "person": {"status": "student", "stay_ends_on": "2027-03-31", "stay_months": 24},
    "residence_card": {"kind": "residence"},
    "my_number_card": None,
}


def plan(
    *arguments: str, facts: object = FACTS, raw: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The command, with the facts on standard input."""
    given = json.dumps(facts).encode() if raw is None else raw
    return subprocess.run(
        [sys.executable, "-m", "ichimai", "plan", *arguments],
        input=given,
        capture_output=True,
        check=False,
    )


def test_json_stands_alone_on_standard_output() -> None:
    """The plan in the shape of the interfaces, and nothing else."""
    ended = plan("-", "--format", "json", "--as-of", "2027-01-20")
    written = json.loads(ended.stdout)

    assert (0, b"") == (ended.returncode, ended.stderr)
    assert [
        "as_of",
        "clocks",
        "tasks",
        "options",
        "questions",
        "unknown",
        "claims",
        "notices",
        "visits",
    ] == list(written)
    assert "2027-01-20" == written["as_of"]


def test_the_text_is_in_the_language_asked_for(tmp_path: Path) -> None:
    """Japanese days in Japanese text, read from a file with a byte order mark."""
    file = tmp_path / "facts.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(FACTS).encode())

    ended = plan(str(file), "--lang", "ja", "--as-of", "2027-01-20")

    assert 0 == ended.returncode
    assert "2027年3月31日（水）" in ended.stdout.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ("-", "--format", "poem"),
        ("-", "--lang", "tlh"),
        ("-", "--as-of", "tomorrow"),
        (),
    ],
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    """A form, language or day that there is not is no plan that pretends."""
    ended = plan(*arguments)

    assert 2 == ended.returncode
    assert b"" == ended.stdout


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"person": {"status": "student"}}, 6),
        ({"person": {"status": "permanent-resident"}}, 0),
        ({"person": {"status": "nobody"}}, 4),
    ],
)
def test_nothing_planned_is_no_success(facts: object, code: int) -> None:
    """A missing fact ends with 6, a slip with 4; whoever is told something, with 0."""
    assert code == plan("-", facts=facts).returncode


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"nope"])
def test_what_is_no_json_is_one_sentence(raw: bytes) -> None:
    """Exit code 4 and one line, whatever the bytes are."""
    ended = plan("-", raw=raw)

    assert 4 == ended.returncode
    assert 1 == ended.stderr.count(b"\n")


def test_a_family_is_written_as_text_too() -> None:
    """The trips come first; two children make one trip to each counter."""
    child = {
        "events": [{"kind": "born", "on": "2026-12-19", "parents": ["japanese"]}],
    }

    ended = plan("-", "--as-of", "2026-12-20", facts={"people": [child, child]})
    written = ended.stdout.decode()

    assert 0 == ended.returncode
    assert written.startswith("One trip\n· Municipality of residence, by Monday 28")
    assert 2 == written.count("A child with a Japanese parent is as a rule Japanese")


def test_a_calendar_goes_to_standard_output(tmp_path: Path) -> None:
    """One whole calendar and nothing else, for one person as for a family."""
    file = tmp_path / "family.json"
    file.write_text(json.dumps({"people": [FACTS, FACTS]}))

    one = plan("-", "--format", "ics", "--as-of", "2027-01-20")
    family = plan(str(file), "--format", "ics", "--as-of", "2027-01-20")

    for ended in (one, family):
        assert (0, b"") == (ended.returncode, ended.stderr)
        assert ended.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
        assert ended.stdout.endswith(b"END:VCALENDAR\r\n")
    assert 2 * one.stdout.count(b"UID:") == family.stdout.count(b"UID:") > 0


def test_a_pdf_goes_to_standard_output() -> None:
    """One PDF and nothing else, for one person as for a family."""
    day = ("--as-of", "2027-01-20")
    one = plan("-", "--format", "pdf", *day)
    family = plan("-", "--format", "pdf", *day, facts={"people": [FACTS, FACTS]})

    for ended in (one, family):
        assert (0, b"") == (ended.returncode, ended.stderr)
        assert ended.stdout.startswith(b"%PDF-1.7")
        assert ended.stdout.rstrip().endswith(b"%%EOF")


def test_a_missing_font_is_one_sentence(tmp_path: Path) -> None:
    """Exit code 4, no PDF, and the Debian package to install."""
    ended = plan("-", "--format", "pdf", "--fonts", str(tmp_path))

    assert (4, b"") == (ended.returncode, ended.stdout)
    assert b"install the package fonts-noto-" in ended.stderr
    assert 1 == ended.stderr.count(b"\n")


def test_a_slip_is_told_with_its_file(tmp_path: Path) -> None:
    """The sentence names the file, the field, the problem and the repair."""
    file = tmp_path / "facts.json"
    file.write_text('{"person": {"birth_date": "2026-02-29"}}')
    ended = plan(str(file))

    assert 4 == ended.returncode
    assert f"{file}: person.birth_date is not a day" in ended.stderr.decode()
