"""The text of a plan: every sentence there, every line in its width, both scripts."""

import json
import re
import string
from datetime import date
from pathlib import Path

import pytest

from ichimai.law.questions import ask
from ichimai.model.filing import CertificateUse
from ichimai.model.procedure import Counter, Procedure, Standing
from ichimai.planner import wording
from ichimai.planner.planning import make_plan
from ichimai.planner.reading import parse_facts
from ichimai.planner.sheet import WIDTH, columns, sheet, wrapped
from ichimai.planner.steps import step
from ichimai.planner.wording import SENTENCES, Words, say

MINH = {
    "person": {
        "birth_date": "1995-03-03",
        "status": "engineer-humanities-international",
        "stay_ends_on": "2026-12-31",
    },
    "residence_card": {"kind": "residence", "delivered_on": "2023-12-20"},
    "my_number_card": {"kind": "separate", "expires_on": "2026-12-31"},
    "events": [{"kind": "extension", "filed_on": "2026-11-10"}],
}


@pytest.mark.parametrize("language", ["en", "ja", "easy"])
def test_no_line_is_too_wide(language: str) -> None:
    """Wide signs count as two columns."""
    written = sheet(make_plan(parse_facts(MINH), date(2026, 11, 20)), language)

    assert WIDTH >= max(columns(line) for line in written.splitlines())


def test_days_are_written_in_words() -> None:
    """The safe day stands with its weekday, never as figures alone."""
    plan = make_plan(parse_facts(MINH), date(2026, 11, 20))

    assert "Monday 28 December 2026" in sheet(plan, "en")
    assert "2026年12月28日（月）" in sheet(plan, "ja")
    assert "2026-12-28" not in sheet(plan, "en")


def test_lines_break_between_japanese_signs() -> None:
    """No line begins with a closing sign."""
    lines = wrapped("在留カードを返します。市区町村へ行きます。", 20)

    assert all(columns(line) <= 22 for line in lines)
    assert not any(line.startswith("。") for line in lines)


def test_every_step_in_the_code_is_described() -> None:
    """Each task that the code makes has a step, and each step is made somewhere."""
    source = "\n".join(
        file.read_text("utf-8")
        for file in sorted(Path(wording.__file__).parent.rglob("*.py"))
    )
    described = {
        step_id
        for table in wording.tables("steps")
        for row in table["task"]
        for step_id in wording.ids_of(row)
    }
    made = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)) | {
        f"renew-{use.value}-certificate" for use in CertificateUse
    }

    assert described <= made
    assert all(step(each).id == each for each in described)


def test_every_paper_and_person_has_words() -> None:
    """What a step asks to bring and who goes are keys with a sentence."""
    for table in wording.tables("steps"):
        for row in table["task"]:
            assert all(f"bring.{each}" in SENTENCES for each in row["bring"])
            assert "office" == row["who_may_go"] or (
                f"who.{row['who_may_go']}" in SENTENCES
            )


def test_every_sentence_can_be_filled() -> None:
    """Named places only, and every one of them has a value somewhere."""
    known = {
        *("ends_on", "special_ends_on", "new_ends_on", "bridge_ends_on"),
        *("what", "day", "amount", "card", "specified", "number", "counter"),
        *("least", "most", "addressee"),
        *("printed_on", "until", "filed_on", "seen_on", "side_until", "command"),
    }
    for key, sentence in SENTENCES.items():
        names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
        assert names <= known, key


def test_a_day_that_is_not_known_is_said_to_be_unknown() -> None:
    """A sentence never shows the word of the data."""
    words = Words("task.go-to-bureau-now.consequence", {"ends_on": "unknown"})

    assert "not known yet" in say(words, "en")


def test_the_documented_plan_is_real() -> None:
    """The facts, the sheet and the task in docs/plan.md are what comes out today."""
    page = (Path(__file__).parents[2] / "docs" / "plan.md").read_text("utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)\n```", page, re.DOTALL)
    facts, task = (json.loads(text) for kind, text in blocks if kind == "json")
    shown = next(text for kind, text in blocks if kind == "console")
    plan = make_plan(parse_facts(facts), date(2026, 11, 20))

    written = sheet(plan, "en")

    assert written.startswith(shown.partition("\n")[2])
    assert task == plan.to_json("en")["tasks"][0]


def closed(standing: Standing, procedure: Procedure, counter: Counter) -> set[str]:
    """The reasons why one card may not be asked for with that filing."""
    after = {
        Procedure.PERMANENT_RESIDENCE: "permanent-resident",
        Procedure.CHANGE_OF_STATUS: "diplomat",
    }
    statuses = {
        "status_before": "student",
        "status_after": after.get(procedure, "student"),
    }
    facts = {
        **(statuses if standing is Standing.MID_TO_LONG_TERM else {}),
        "standing": standing.value,
        "procedure": procedure.value,
        "counter": counter.value,
    }
    found = (
        ask(
            "specified-card-request",
            {**facts, "filed_on": filed_on, "on_register": register},
            date(2026, 11, 20),
        )
        for filed_on in ("2026-06-13", "2026-06-14")
        for register in (True, False)
    )
    return {
        finding.reason or ""
        for finding in found
        if finding.answer.get("allowed") is False
    }


def test_every_reason_of_the_law_has_words() -> None:
    """Whatever closes a way, the plan can say it."""
    reasons = {
        reason
        for standing in Standing
        for procedure in Procedure
        for counter in Counter
        for reason in closed(standing, procedure, counter)
    }

    assert {"before-first-day", "not-a-carrier", "not-on-register"} <= reasons
    assert all(f"why_not.{reason}" in SENTENCES for reason in reasons)
