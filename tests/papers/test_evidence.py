"""The special-period sheet: what it states, signs and refuses, and how it is read."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from ichimai.authority.evidence import signed_evidence
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.setup import new_keys
from ichimai.card.reader.stay_evidence import Standing, check_evidence
from ichimai.card.reader.trust import RESIDENCE, TrustStore
from ichimai.crypto.statements import sign_statement
from ichimai.errors import Malformed, Refused
from ichimai.model.stay_evidence import (
    EVIDENCE_KIND,
    NO_SIDE,
    NOT_KNOWN,
    NOTE,
    StayEvidence,
)
from ichimai.model.void_cards import STATEMENT_KIND
from ichimai.papers.evidence import evidence_pdf, written_evidence
from ichimai.planner.evidence import evidence_of
from ichimai.planner.reading import parse_facts
from ichimai.randomness import system_randomness
from ichimai.texts.language import languages
from papers.poppler import (
    forms,
    pictures_of,
    said_of,
    sentences_of,
    text_of,
    without_spaces,
)

AS_OF = date(2026, 9, 20)
X20: dict[str, Any] = {
    "person": {"status": "student", "stay_ends_on": "2026-09-10"},
    "residence_card": {"kind": "specified-residence", "expires_on": "2026-09-10"},
    "events": [{"kind": "extension", "filed_on": "2026-08-20", "decided_on": None}],
}
"""Case X20 of the law file: lawful until 10 November 2026, My Number side not."""


@pytest.fixture(scope="module")
def keys() -> AuthorityKeys:
    """A TEST authority."""
    return new_keys(system_randomness)


@pytest.fixture(scope="module")
def trust(keys: AuthorityKeys) -> TrustStore:
    """Who trusts it."""
    return TrustStore({RESIDENCE: (keys.certificates[RESIDENCE],)})


def evidence(**changes: Any) -> StayEvidence:  # noqa: ANN401 - members of the facts
    """What is stated of the person of X20, with other members."""
    return evidence_of(parse_facts({**X20, **changes}), AS_OF)


def test_the_days_are_those_of_the_law() -> None:
    """X20: two months on for the residence side, the printed day for the other."""
    stated = evidence()

    assert date(2026, 9, 10) == stated.printed_on == stated.side_until
    assert date(2026, 11, 10) == stated.until
    assert {"ICA 20(6)", "ICA 21(4)", "ICA 19-5(2)"} == set(stated.cites)


def test_two_months_are_counted_as_the_civil_code_does() -> None:
    """A stay to 30 June goes on to 31 August, not to the 30th (RC-150)."""
    facts = {
        "person": {"status": "student", "stay_ends_on": "2026-06-30"},
        "events": [{"kind": "change-of-status", "filed_on": "2026-06-20"}],
    }

    stated = evidence_of(parse_facts(facts), date(2026, 7, 1))

    assert date(2026, 8, 31) == stated.until


@pytest.mark.parametrize(
    ("changes", "side"),
    [
        ({}, date(2026, 9, 10)),
        (
            {"events": [{**X20["events"][0], "my_number_extended": True}]},
            date(2026, 11, 10),
        ),
        ({"residence_card": {"kind": "residence"}, "my_number_card": None}, NO_SIDE),
        ({"residence_card": {"kind": "residence"}}, NOT_KNOWN),
    ],
)
def test_the_my_number_side_is_told_apart(
    changes: dict[str, Any], side: object
) -> None:
    """It goes on only where the municipality was asked (RC-147), or is not there."""
    assert side == evidence(**changes).side_until


@pytest.mark.parametrize(
    ("event", "as_of", "code"),
    [
        ({"decided_on": "2026-09-15"}, AS_OF, "no-special-period"),
        ({"filed_on": "2026-09-11"}, AS_OF, "no-special-period"),
        ({"kind": "permanent-residence"}, AS_OF, "no-special-period"),
        ({"result": "refused"}, AS_OF, "no-special-period"),
        ({}, date(2026, 9, 10), "printed-day"),
        ({}, date(2026, 11, 11), "special-period-over"),
    ],
)
def test_nothing_is_stated_that_the_law_does_not_give(
    event: dict[str, Any], as_of: date, code: str
) -> None:
    """Decided, late, refused, of another kind, too early, over: no sheet."""
    facts = {**X20, "events": [{**X20["events"][0], **event}]}

    with pytest.raises(Refused) as caught:
        evidence_of(parse_facts(facts), as_of)

    assert code == caught.value.code


@pytest.mark.parametrize(
    ("person", "events", "code"),
    [
        ({"status": "temporary-visitor"}, (), "no-residence-card"),
        ({"status": "diplomat"}, (), "no-residence-card"),
        ({"stay_months": 3}, (), "no-residence-card"),
        ({}, ({"kind": "died", "on": "2026-09-11"},), "no-special-period"),
        ({}, ({"kind": "naturalised", "on": "2026-09-11"},), "no-special-period"),
        (
            {},
            ({"kind": "leaving", "on": "2026-09-11", "reentry": "none"},),
            "no-special-period",
        ),
    ],
)
def test_nobody_without_a_card_or_a_stay_is_given_a_sheet(
    person: dict[str, Any], events: tuple[dict[str, Any], ...], code: str
) -> None:
    """A visitor has no residence card (RC-002), and who left or died no stay."""
    facts = {
        "person": {**X20["person"], **person},
        "events": [*X20["events"], *events],
    }

    with pytest.raises(Refused) as refused:
        evidence_of(parse_facts(facts), AS_OF)
    assert code == refused.value.code


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"events": X20["events"]}, "person.stay_ends_on"),
        ({**X20, "events": [{"kind": "extension"}]}, "events[0].filed_on"),
    ],
)
def test_a_missing_day_is_named(facts: dict[str, Any], field: str) -> None:
    """Without the printed day or the day of filing nothing is guessed."""
    with pytest.raises(Malformed) as caught:
        evidence_of(parse_facts(facts), AS_OF)

    assert ("missing", field) == (caught.value.code, caught.value.values["field"])


def test_the_statement_holds_days_and_nothing_of_the_person(
    keys: AuthorityKeys,
) -> None:
    """No name, number, birth date or status; and it says that it is a TEST."""
    facts = {**X20, "person": {**X20["person"], "birth_date": "1999-01-01"}}

    fields = evidence_of(parse_facts(facts), AS_OF).fields()

    assert NOTE == fields["note"]
    assert [
        "note",
        "procedure",
        "filed_on",
        "printed_on",
        "until",
        "side_until",
        "seen_on",
        "cites",
    ] == list(fields)
    assert "1999" not in json.dumps(fields)
    assert len(signed_evidence(evidence(), keys)) < 600


@pytest.mark.parametrize(
    ("days", "standing"),
    [
        (0, Standing.RUNS),
        (51, Standing.RUNS),
        (52, Standing.OVER),
        (-1, Standing.TOO_EARLY),
    ],
)
def test_a_code_runs_until_its_last_day(
    keys: AuthorityKeys, trust: TrustStore, days: int, standing: Standing
) -> None:
    """From the day of the sheet to 10 November 2026, both included."""
    signed = signed_evidence(evidence(), keys)

    checked = check_evidence(signed, trust, AS_OF + timedelta(days=days))

    assert standing == checked.standing
    assert evidence() == checked.evidence


def test_what_was_changed_is_refuted(keys: AuthorityKeys, trust: TrustStore) -> None:
    """Another day, another authority, another kind of statement, or no code at all."""
    signed = signed_evidence(evidence(), keys)
    header, _, signature = signed.split(".")
    other = signed_evidence(evidence(my_number_card=None), keys).split(".")[1]
    forged = [
        f"{header}.{other}.{signature}",
        signed_evidence(evidence(), new_keys(system_randomness)),
        sign_statement(evidence().to_json(), STATEMENT_KIND, keys.residence),
        signed[:-4],
        "https://example.test/",
        "",
    ]

    for text in forged:
        checked = check_evidence(text, trust, AS_OF)

        assert Standing.REFUTED == checked.standing
        assert checked.evidence is None


@pytest.mark.parametrize("content", [b"{}", b"[]", b"no", b'{"note":"real"}'])
def test_what_is_signed_and_something_else_is_malformed(
    keys: AuthorityKeys, trust: TrustStore, content: bytes
) -> None:
    """A statement without the word TEST is none, whoever signed it."""
    signed = sign_statement(content, EVIDENCE_KIND, keys.residence)

    with pytest.raises(Malformed) as caught:
        check_evidence(signed, trust, AS_OF)

    assert "evidence" == caught.value.code


@pytest.mark.parametrize("language", [each.code for each in languages()])
def test_the_sheet_is_one_page_that_reads_back(
    keys: AuthorityKeys, trust: TrustStore, language: str, tmp_path: Path
) -> None:
    """Each sentence comes back out of it, and so does the code, which verifies."""
    stated = evidence()
    signed = signed_evidence(stated, keys)

    pdf = evidence_pdf(stated, signed, language)
    found = text_of(pdf, tmp_path)
    with Image.open(pictures_of(pdf, tmp_path, 200)[0]) as page:
        (code,) = zxingcpp.read_barcodes(page.convert("L"))

    assert "1" == said_of(pdf, tmp_path)["Pages"]
    for words in sentences_of(written_evidence(stated, language)):
        assert any(form in found for form in forms(words))
        assert without_spaces(words.japanese or "") in found
    assert "TEST" in found
    assert Standing.RUNS == check_evidence(code.text, trust, AS_OF).standing
    assert pdf == evidence_pdf(stated, signed, language)


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """The command `ichimai` in that folder, with a key file of its own there."""
    return subprocess.run(
        [sys.executable, "-m", "ichimai", *arguments],
        cwd=cwd,
        input=json.dumps(X20).encode(),
        env={"XDG_CONFIG_HOME": str(cwd), "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=False,
    )


def test_a_sheet_is_made_and_verified_by_commands(tmp_path: Path) -> None:
    """Made with the authority, verified with its folder of trust alone."""
    assert 0 == run("authority", "init", cwd=tmp_path).returncode
    day = ("--as-of", AS_OF.isoformat())

    made = run("evidence", "make", "-", "--out", "sheet.pdf", *day, cwd=tmp_path)
    (tmp_path / "var/authority/trust").rename(tmp_path / "trust")
    (tmp_path / "code.txt").write_bytes(made.stdout)
    verify = ("evidence", "verify", "code.txt", "--trust", "trust", "--json")
    good = run(*verify, *day, cwd=tmp_path)
    late = run(*verify, "--as-of", "2026-11-11", cwd=tmp_path)
    typed = run(
        *("evidence", "verify", made.stdout.decode().strip()[:-1], "--trust", "trust"),
        cwd=tmp_path,
    )

    assert (0, b"") == (made.returncode, made.stderr)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert (0, "runs") == (good.returncode, json.loads(good.stdout)["standing"])
    assert (5, "over") == (late.returncode, json.loads(late.stdout)["standing"])
    assert 5 == typed.returncode
    assert typed.stdout.startswith(b"Not signed by this authority")


def test_commands_say_why_not(tmp_path: Path) -> None:
    """4 where nothing runs, 6 where a day is missing, one line each."""
    early = run("evidence", "make", "-", "--as-of", "2026-09-10", cwd=tmp_path)
    (tmp_path / "facts.json").write_text('{"person": {"status": "student"}}')
    missing = run("evidence", "make", "facts.json", cwd=tmp_path)

    assert (4, b"") == (early.returncode, early.stdout)
    assert b"has not passed" in early.stderr
    assert (6, b"") == (missing.returncode, missing.stdout)
    assert b"person.stay_ends_on is needed" in missing.stderr
