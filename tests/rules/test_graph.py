"""What a rule text may not say is refused while it is written, with the repair."""

from datetime import date
from typing import Any

import pytest

from ichimai.rules.calendar import period_end
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import FALSE, TRUE, RuleTextError, day, days, months, word
from ichimai.rules.question import Goal, Question
from ichimai.rules.rule import dated, rule, versions
from ichimai.rules.scalar import Case
from ichimai.rules.table import Table, cases, otherwise, when

filed_on = day_fact("filed_on", "When?")
moved_on = day_fact("moved_on", "When, if at all?", optional=True)
colour = choice_fact("colour", "Which?", ("red", "blue"))
wet = truth_fact("wet", "Is it?")


def _rule(*cites: str) -> Any:  # noqa: ANN401 - a decorator
    return rule(*(cites or ("CC 140",)), ids="RC-001", title="T", since="2012-07-09")


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        (lambda: filed_on + 2, r"write days\(n\)"),
        (lambda: filed_on + months(2), "no fixed length"),
        (lambda: filed_on <= days(3), "a Day is compared"),
        (lambda: days(1) <= months(1), "one kind"),
        (lambda: days(1) + months(1), "one kind"),
        (lambda: wet & filed_on, "one kind"),
        (lambda: 1 if wet else 2, "write cases"),
        (lambda: wet and wet, "write cases"),
        (lambda: wet or wet, "write cases"),
        (lambda: not wet, "write cases"),
        (lambda: 1 if colour == "red" else 2, r"\.is_"),
        (lambda: filed_on == moved_on, "<= with >="),
        (lambda: filed_on in [moved_on, wet], r"\.is_"),
        (lambda: wet & True, "TRUE or FALSE"),
        (lambda: days(3) <= 3, r"days\(n\)"),
        (lambda: day("2026-01-01") <= filed_on <= day("2026-02-01"), "chain"),
        (lambda: "red" in colour, "one_of"),
        (lambda: colour.is_("green"), "no option"),
        (lambda: moved_on <= filed_on, "may be absent"),
        (filed_on.exists, "never absent"),
        (lambda: when(colour == "red", TRUE, key="a", says="A."), r"\.is_"),
        (lambda: cases(when(wet, TRUE, key="a", says="A.")), "otherwise"),
        (lambda: period_end(filed_on, days(2)), "months"),
        (lambda: versions(("2026-06-14", TRUE), by=wet, before=FALSE), "by a day"),
        (
            lambda: versions(
                ("2026-06-14", TRUE), ("2012-07-09", TRUE), by=filed_on, before=FALSE
            ),
            "in order",
        ),
    ],
)
def test_refused(text: Any, repair: str) -> None:  # noqa: ANN401 - a rule text
    """A mistake is refused at once, and the message names the way out."""
    with pytest.raises(RuleTextError, match=repair):
        text()


def test_mixed_rows() -> None:
    """The rows of one table set values of one kind."""

    def mixed() -> Table:
        return cases(
            when(wet, filed_on, key="a", says="A."), otherwise(TRUE, key="b", says="B.")
        )

    with pytest.raises(RuleTextError, match="different kinds"):
        _rule()(mixed)


def test_a_row_that_leads_nowhere() -> None:
    """A row names a provision, unless it leads to a rule that does."""

    def bare() -> Table:
        return cases(
            when(wet, TRUE, key="a", says="A."),
            otherwise(FALSE, "CC 140", key="b", says="B."),
        )

    with pytest.raises(RuleTextError, match="name the provision"):
        _rule()(bare)


def test_a_bare_if_stops_the_import() -> None:
    """A rule that branches in Python is refused where it is defined."""

    def branching() -> object:
        if filed_on <= day("2026-06-14"):
            return TRUE
        return FALSE

    with pytest.raises(RuleTextError, match="write cases"):
        _rule()(branching)


def test_a_circle_cannot_be_written() -> None:
    """A rule rests only on what stands above it."""

    def early() -> Any:  # noqa: ANN401 - a rule text
        return later & wet  # noqa: F821 - the mistake under test

    with pytest.raises(RuleTextError, match="circle"):
        _rule()(early)


def test_citation_in_another_form() -> None:
    """A citation that is not canonical is refused at import."""
    with pytest.raises(ValueError, match="not a citation"):
        _rule("Article 5")(lambda: wet)


@pytest.mark.parametrize(
    ("facts", "match"),
    [((wet,), "does not declare"), ((wet, filed_on, colour), "declares")],
)
def test_question_declares_its_facts(facts: Any, match: str) -> None:  # noqa: ANN401
    """A question declares exactly the facts that its rules rest on."""
    with pytest.raises(RuleTextError, match=match):
        Question("q", "Q", facts, (Goal("a", wet & (filed_on <= day("2026-01-01"))),))


def test_equal_nodes_are_one() -> None:
    """A value that is written twice is one node."""
    assert (filed_on + days(3)) is (filed_on + days(3))
    assert days(1) is not months(1)
    assert word("a") is word("a")


def test_dated_by_the_persons_day() -> None:
    """A dated number is chosen by the day that is named, not by today."""
    amount = dated(("2012-07-09", days(0)), ("2023-11-01", days(1)), by=filed_on)

    assert [0, 0, 1] == [
        Case({"filed_on": on})[amount]
        for on in (date(2000, 1, 1), date(2023, 10, 31), date(2023, 11, 1))
    ]
