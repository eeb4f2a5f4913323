"""`ichimai law`: any bytes in, one answer a line out, the right exit code."""

import json
import subprocess
import sys
from time import perf_counter

import pytest

HOSTILE = [
    b"",
    b"\x00",
    b"\xff\xfe",
    b'{"status": "\xe3"}',
    b"[" * 200_000,
    b'{"a":' * 50_000,
    b"9" * 100_000,
    b'{"status": ' + b"9" * 100_000 + b"}",
    b'"' + b"x" * 2_500_000 + b'"',
    b'{"status": "student", "status": "student"}',
    b"{} {}",
    b"-",
    b"NaN",
    b'{"stay_days": 1e999}',
    b'{"stay_days": Infinity}',
    b'\xef\xbb\xbf{"status": "diplomat"}\r',
    b'{"status": "diplomat"}',
]


_ASK_AND_LIST_MODULES = """
import sys, datetime
from ichimai.law.questions import ask
ask("standing", {"status": "diplomat"}, datetime.date(2026, 7, 1))
print(*sorted(sys.modules))
"""


def _law(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ichimai", "law", *words],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_hostile_lines_keep_their_place() -> None:
    """Each line is answered in its place; nothing is lost, nothing crashes."""
    done = _law("ask", "standing", given=b"\n".join(HOSTILE) + b"\n")

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(HOSTILE) == len(answers)
    assert ["other", "other"] == [a.get("standing") for a in answers[-2:]]
    codes = [a["error"]["code"] for a in answers[:-2]]
    assert {"malformed-json", "type"} >= set(codes)
    assert (1, b"") == (done.returncode, done.stderr)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('{"status": "diplomat"}', 0),
        ('{"status": "student"}', 6),
        ('{"status": "student"}\n{"status": 1}', 1),
        ("", 0),
    ],
)
def test_exit_code(lines: str, code: int) -> None:
    """1 where a line was rejected, else 6 where one was unknown, else 0."""
    assert code == _law("ask", "standing", given=lines.encode()).returncode


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "weather"),
        ("ask",),
        ("ask", "standing", "--as-of", "2026-02-30"),
        ("show", "RC-999"),
        ("tell", "weather"),
    ],
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    """A question that is not there, or no day, is wrong usage and says so."""
    done = _law(*words)

    assert (2, b"") == (done.returncode, done.stdout)
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_warning() -> None:
    """A fact that is not asked for is named on standard error, not on the other."""
    done = _law("ask", "standing", given=b'{"status": "diplomat", "\\u001b[1m": 1}')

    assert 0 == done.returncode
    assert b"line 1" in done.stderr
    assert b"\x1b" not in done.stderr
    assert "other" == json.loads(done.stdout)["standing"]


def test_sentence_in_japanese_or_english_names_no_value() -> None:
    """An error names the field and never repeats what was written there."""
    done = _law("ask", "check-number", given=b'{"kind": "my-number", "value": 12345}')

    assert b"12345" not in done.stdout + done.stderr


def test_list() -> None:
    """The list names provision, first day and confidence of every rule."""
    rows = json.loads(_law("list", "--json").stdout)

    assert {"official", "secondary", "inferred"} == {row["confidence"] for row in rows}
    assert all(row["cites"] and row["rules"] and row["since"] for row in rows)
    assert b"ICA 19-5(1)" in _law("list").stdout


def test_show() -> None:
    """A rule is shown by name and by identifier, with its provision in Japanese."""
    by_id, by_name = _law("show", "RC-137"), _law("show", "residence_card", "--json")

    assert "入管法附則（2024年法令第59号）第二条第三項" in by_id.stdout.decode()
    japanese = _law("show", "RC-145", "--lang", "ja").stdout.decode()
    assert "特例期間" in japanese
    assert "2012年7月9日（月）から施行" in japanese
    assert not {"Undecided", "official"} & set(japanese.split())
    reasons = {i["reason"] for row in json.loads(by_name.stdout) for i in row["items"]}
    assert {"end-of-stay", "sixth-birthday", "seven-years"} <= reasons


def test_explain_what_is_open() -> None:
    """After the argument stands what the sources leave open, with its own grounds."""
    eve = {
        "card": "residence",
        "status": "permanent-resident",
        "birth_date": "2010-07-20",
        "procedure": "exchange",
        "delivered_on": "2028-07-19",
    }
    words = ("explain", "card-validity", "--lang", "en")
    on_the_eve = _law(*words, given=json.dumps(eve).encode()).stdout.decode()
    adult = json.dumps(eve | {"delivered_on": "2028-07-20"}).encode()

    opening = "\nLeft open by the sources yes  Whether an age is reached on the eve"
    assert opening in on_the_eve
    assert "[CC 143(2)]" in on_the_eve.partition(opening)[2]
    assert "Left open" not in _law(*words, given=adult).stdout.decode()


def test_show_what_is_told() -> None:
    """A rule that computes nothing is shown as text, in the language asked for."""
    name = "duties-and-penalties.carry-the-card"
    english = _law("show", "RC-205", "--lang", "en").stdout.decode()
    japanese = _law("show", name, "--lang", "ja").stdout.decode()
    (row,) = json.loads(_law("show", name, "--json", "--lang", "en").stdout)

    assert "carry it at all times" in " ".join(english.split())
    assert "入管法第二十三条第二項" in english
    assert "2026" in english
    assert "携帯" in japanese
    assert ("carry-the-card", "official") == (row["name"], row["confidence"])
    assert ("2012-07-09", "2026-11-20") == (row["since"], row["read_on"])


def test_tell() -> None:
    """The subjects are listed; one of them is told whole."""
    listed = json.loads(_law("tell", "--json", "--lang", "en").stdout)
    rows = json.loads(_law("tell", "duties-and-penalties", "--json").stdout)
    shown = _law("tell", "duties-and-penalties", "--lang", "en").stdout.decode()

    assert "Duties and penalties" == listed["duties-and-penalties"]
    assert "duties-and-penalties: " in _law("tell").stdout.decode()
    assert {"RC-205", "RC-206"} <= {rule for row in rows for rule in row["rules"]}
    assert all(f".{row['name']}: " in shown for row in rows)


def test_starts_at_once() -> None:
    """Asking loads no web framework and no database, and answers quickly."""
    started = perf_counter()
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            _ASK_AND_LIST_MODULES,
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    took = perf_counter() - started

    assert not {"fastapi", "pydantic", "sqlalchemy", "numpy"} & set(loaded)
    assert "ichimai.law.card_validity.in_force" not in loaded
    assert took < 2
