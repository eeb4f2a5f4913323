"""From JSON values to the facts of a case: strict, and every refusal has its code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ichimai.errors import Malformed, msgid
from ichimai.model.days import parse_day
from ichimai.rules.fact import FactSpec
from ichimai.rules.question import Question
from ichimai.rules.scalar import Case, Value

FIRST_YEAR, LAST_YEAR = 1868, 2100
"""Years that a fact may name: from the first of Meiji to the century's last."""

LONGEST_COUNT = 36_525
"""The greatest count of days or months that a fact may name."""

UNKNOWN_WORD = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the known facts, and names that the question does not ask for."""

    facts: dict[str, Value]
    ignored: tuple[str, ...]


def read_facts(question: Question, given: Mapping[str, Any]) -> Reading:
    """The facts of *question* among the JSON values *given*.

    A field that is left out or says `"unknown"` is unknown; `null` is absent, where the
    fact may be. `date` objects are accepted beside text.

    Raises:
        Malformed: code `type`, `format`, `unknown-value`, `out-of-range` or
            `contradiction`; `values["field"]` names the fact.
    """
    specs = {fact.spec.name: fact.spec for fact in question.facts}
    groups = {name.split(".")[0] for name in specs if "." in name}
    flat, ignored = _flatten(given, groups, set(specs))
    facts = {
        name: _value(spec, flat[name])
        for name, spec in specs.items()
        if name in flat and flat[name] != UNKNOWN_WORD
    }
    _refuse_reversed(specs, facts)
    return Reading(facts, tuple(n for n in ignored if n not in question.ignored))


def refuse_contradictions(question: Question, case: Case) -> None:
    """Refuse facts that cannot all be so.

    Raises:
        Malformed: code `contradiction`.
    """
    for contradiction in question.contradictions:
        if case.holds(contradiction.where):
            raise _contradiction(contradiction.field, contradiction.says)


def _flatten(
    given: Mapping[str, Any], groups: set[str], names: set[str]
) -> tuple[dict[str, Any], list[str]]:
    """Inner facts under their full names; an absent object makes them all absent."""
    flat: dict[str, Any] = {}
    ignored: list[str] = []
    for name, value in given.items():
        if name in groups:
            inner = _inner(name, value, names)
            for key, held in inner.items():
                if key in names:
                    flat[key] = held
                else:
                    ignored.append(key)
        elif name in names and "." not in name:
            flat[name] = value
        else:
            ignored.append(name)
    return flat, ignored


def _inner(group: str, value: object, names: set[str]) -> dict[str, Any]:
    if value is None:
        return dict.fromkeys(n for n in names if n.startswith(f"{group}."))
    if value == UNKNOWN_WORD:
        return {}
    if not isinstance(value, Mapping):
        raise _type(group, msgid("an object, or null where there is none"))
    inner = {f"{group}.{key}": held for key, held in value.items()}
    for name, held in inner.items():
        if held is None and name in names:
            raise _type(name, msgid("a value, because the object is there"))
    return inner


def _type(field: str, wanted: str) -> Malformed:
    return Malformed(
        msgid("{field} is not of the right type."),
        repair=msgid("Write {wanted}."),
        code="type",
        field=field,
        wanted=wanted,
    )


def _contradiction(field: str, says: str) -> Malformed:
    return Malformed(
        says,
        repair=msgid("Compare {field} with the papers and correct what is wrong."),
        code="contradiction",
        field=field,
    )


def _value(spec: FactSpec, given: object) -> Value:
    if given is None:
        if spec.optional:
            return None
        raise _type(spec.name, _WANTED[spec.kind])
    if spec.kind == "day":
        return _day(spec.name, given)
    if spec.kind == "truth":
        if not isinstance(given, bool):
            raise _type(spec.name, _WANTED["truth"])
        return given
    if spec.kind == "choice":
        return _choice(spec, given)
    if spec.kind == "code":
        return _code(spec, given)
    return _count(spec, given)


_WANTED = {
    "day": msgid("a day as text, YYYY-MM-DD"),
    "days": msgid("a whole number of days"),
    "months": msgid("a whole number of months"),
    "truth": msgid("true or false, without quotation marks"),
    "choice": msgid("one of the words of the table, as text"),
    "code": msgid("the digits as text"),
}


def _day(field: str, given: object) -> date:
    if type(given) is date:
        found = given
    elif isinstance(given, str):
        found = parse_day(given, field)
    else:
        raise _type(field, _WANTED["day"])
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _out_of_range(field, f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31")
    return found


def _choice(spec: FactSpec, given: object) -> str:
    if not isinstance(given, str):
        raise _type(spec.name, _WANTED["choice"])
    if given not in spec.options:
        raise Malformed(
            msgid("{field} is not a word that is known here."),
            repair=msgid("Write one of: {options}."),
            code="unknown-value",
            field=spec.name,
            options=", ".join(spec.options),
        )
    return str(given)


def _code(spec: FactSpec, given: object) -> str:
    if not isinstance(given, str):
        raise _type(spec.name, _WANTED["code"])
    if not (given.isascii() and given.isdigit() and len(given) == spec.digits):
        raise Malformed(
            msgid("{field} does not have {digits} digits."),
            repair=msgid("Write all of its digits and nothing else."),
            code="format",
            field=spec.name,
            digits=spec.digits,
        )
    return given


def _count(spec: FactSpec, given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise _type(spec.name, _WANTED[spec.kind])
    if not 1 <= given <= LONGEST_COUNT:
        raise _out_of_range(spec.name, "1", str(LONGEST_COUNT))
    return given


def _out_of_range(field: str, low: str, high: str) -> Malformed:
    return Malformed(
        msgid("{field} lies outside what is asked about here."),
        repair=msgid("Write a value from {low} to {high}."),
        code="out-of-range",
        field=field,
        low=low,
        high=high,
    )


def _refuse_reversed(specs: Mapping[str, FactSpec], facts: dict[str, Value]) -> None:
    for name, spec in specs.items():
        if spec.not_before is None:
            continue
        first, second = facts.get(spec.not_before), facts.get(name)
        if isinstance(first, date) and isinstance(second, date) and second < first:
            raise Malformed(
                msgid("{field} is before {first}, which cannot be."),
                repair=msgid("Compare both days with the papers."),
                code="contradiction",
                field=name,
                first=spec.not_before,
            )
