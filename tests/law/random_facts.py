"""Random facts of one person for any question, whole and about awkward days.

They are those of a worked case with some of them changed. What is changed, or not in
the case, lies about one day that the calendar or a change of law makes awkward, at
distances that some provision counts; a birth lies about it some years before.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from ichimai.law.questions import question
from ichimai.rules.graph import Node
from law.worked import WORKED, Worked

AWKWARD = st.one_of(
    st.sampled_from(
        [
            date(2012, 7, 9),
            date(2015, 10, 5),
            date(2022, 4, 1),
            date(2023, 11, 1),
            date(2024, 2, 29),
            date(2024, 12, 2),
            date(2025, 4, 1),
            date(2026, 6, 14),
            date(2026, 9, 30),
            date(2026, 12, 31),
            date(2027, 2, 28),
            date(2028, 2, 29),
            date(2030, 12, 31),
            date(2036, 12, 30),
        ]
    ),
    st.dates(date(2013, 1, 1), date(2042, 12, 31)),
)
NEAR = st.sampled_from(
    [
        *(0, 0, 0, 1, -1, 2, 13, 14, 15, 29, 30, 31, 32, -30, 59, 60, 61, 62, 63, 64),
        *(-60, -88, -89, -90, -91, -92, -93, 88, 90, 92, 180, 184, 364, 365, 366, 730),
        *(1825, 2557, 3652, -365, -730),
    ]
)
AGES = st.sampled_from([0, 1, 5, 10, 15, 16, 16, 17, 18, 18, 19, 20, 20, 21, 40])
COUNTS = {
    "stay_days": (1, 15, 30, 31, 89, 90, 91, 92, 365),
    "stay_months": (1, 2, 3, 4, 6, 12, 60),
}
CODES = ("011002", "131041", "472018", "473014")


def _birth(draw: st.DrawFn, about: date) -> date:
    day = about + timedelta(days=draw(st.integers(-2, 2)))
    year = day.year - draw(AGES)
    leap = (day.month, day.day) in {(2, 28), (3, 1)} and year % 4 == 0
    return date(year, 2, 29) if leap else day.replace(year=year, day=min(day.day, 28))


def _value(draw: st.DrawFn, fact: Node, about: date) -> object:
    spec = fact.spec
    if spec.name == "birth_date":
        return _birth(draw, about)
    if spec.kind == "day":
        return about + timedelta(days=draw(NEAR))
    if spec.kind == "choice":
        return draw(st.sampled_from(spec.options))
    if spec.kind == "truth":
        return draw(st.booleans())
    return draw(st.sampled_from(CODES if spec.kind == "code" else COUNTS[spec.name]))


def _flat(worked: Worked) -> dict[str, Any]:
    """The facts of a case by full name; None where there is no such thing."""
    found: dict[str, Any] = {}
    for name, value in worked.given.items():
        inner = value if isinstance(value, dict) else {}
        found |= {f"{name}.{key}": held for key, held in inner.items()}
        if not inner:
            found[name] = value
    return found


def _of_case(fact: Node, case: Mapping[str, Any]) -> object:
    value = case[fact.spec.name]
    return date.fromisoformat(value) if fact.spec.kind == "day" else value


@st.composite
def whole_facts(
    draw: st.DrawFn, name: str, *, either: tuple[tuple[str, ...], ...] = ()
) -> dict[str, Any]:
    """Facts of a question, each of them given; of each group in *either* just one.

    Most people are those of a worked case with some facts changed, so that every row
    of every table is near; the others have nothing from anywhere.
    """
    about = draw(AWKWARD)
    cases = [_flat(worked) for worked in WORKED if worked.question == name]
    case = draw(st.sampled_from([{}, *cases]))
    ways = [[n for n in group if n in case] or group for group in either]
    kept = {draw(st.sampled_from(group)) for group in ways}
    left_out = {n for group in either for n in group} - kept
    changed = draw(st.sampled_from([0, 0, 1, 1, 2, 4]))
    found: dict[str, Any] = {}
    optional: dict[str, bool] = {}
    for fact in question(name).facts:
        group, _, inner = fact.spec.name.partition(".")
        if group in left_out:
            continue
        if fact.spec.optional and group not in optional:
            gone = case[group] is None if group in case else None
            chances = [True, False, False] if gone is None else [gone]
            optional[group] = draw(st.sampled_from(chances))
        if optional.get(group):
            found[group] = None
            continue
        keeps = fact.spec.name in case and draw(st.integers(0, 9)) >= changed
        value = _of_case(fact, case) if keeps else _value(draw, fact, about)
        if inner:
            found.setdefault(group, {})[inner] = value
        else:
            found[group] = value
    return found


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as answers write them."""
    return {n: v.isoformat() if isinstance(v, date) else v for n, v in values.items()}
