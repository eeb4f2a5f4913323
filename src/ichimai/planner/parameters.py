"""A person's answers as the named parameters of an address, and back, strictly.

One parameter for each fact (users.md D-04): `status=student&stay_end=2027-03-31`. The
names are short, because an address stands in a QR code, and stable, because people
keep addresses. They are:

    whole person    status, born, stay_end, card, card_end, side, one_card …
    what happened   event, and on, filed, to … of it; those of a second event end in 2
    another person  the same with `p2.` before it, and so on

`unknown` is an answer of its own: "I don't know". `none` says that it has not happened,
or that there is no such thing. No name, card number or My Number can be written here:
every value is a day, a count, a word of a list, or the code of a municipality.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ichimai.errors import Malformed, msgid
from ichimai.planner.reader import UNKNOWN, wrong_type
from ichimai.planner.reading import parse_facts

LONGEST = 4_000
"""Characters of a query that are read. A family of nine with two events each fits."""

MOST_PEOPLE = 9
MOST_EVENTS = 9
_NONE = "none"
_TRUTHS = {"yes": True, "no": False}
_NAME = re.compile(r"(?:p([2-9])\.)?([a-z_]+)([2-9])?", re.ASCII)
_VALUE = re.compile(r"[a-z0-9,-]{1,80}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,5}", re.ASCII)


class Form(StrEnum):
    """How the value of a parameter is written."""

    DAY = "day"
    TRUTH = "truth"
    COUNT = "count"
    WORD = "word"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One fact that an address can carry; `path` leads to it among the facts."""

    name: str
    path: str
    form: Form
    nullable: bool = False


OF_PERSON = (
    Parameter("status", "person.status", Form.WORD),
    Parameter("standing", "person.standing", Form.WORD),
    Parameter("born", "person.birth_date", Form.DAY),
    Parameter("stay_end", "person.stay_ends_on", Form.DAY),
    Parameter("stay_months", "person.stay_months", Form.COUNT),
    Parameter("stay_days", "person.stay_days", Form.COUNT),
    Parameter("registered", "person.on_resident_register", Form.TRUTH),
    Parameter("city", "person.municipality", Form.WORD),
    Parameter("who", "person.capacity", Form.WORD),
    Parameter("activity", "person.designated_activity", Form.WORD),
    Parameter("alias", "person.uses_alias", Form.TRUTH),
    Parameter("card", "residence_card.kind", Form.WORD),
    Parameter("card_since", "residence_card.delivered_on", Form.DAY),
    Parameter("card_end", "residence_card.expires_on", Form.DAY),
    Parameter("side", "my_number_card.kind", Form.WORD),
    Parameter("side_since", "my_number_card.made_on", Form.DAY),
    Parameter("side_end", "my_number_card.expires_on", Form.DAY),
    Parameter("sign_since", "certificates.signature.issued_on", Form.DAY),
    Parameter("sign_end", "certificates.signature.expires_on", Form.DAY),
    Parameter("auth_since", "certificates.user_authentication.issued_on", Form.DAY),
    Parameter("auth_end", "certificates.user_authentication.expires_on", Form.DAY),
    Parameter("one_card", "wishes.specified_card", Form.TRUTH),
    Parameter("express", "wishes.express", Form.TRUTH),
)
"""What an address says of a person, in the order in which it is written."""

OF_EVENT = (
    Parameter("event", "kind", Form.WORD),
    Parameter("on", "on", Form.DAY),
    Parameter("filed", "filed_on", Form.DAY, nullable=True),
    Parameter("decided", "decided_on", Form.DAY, nullable=True),
    Parameter("result", "result", Form.WORD),
    Parameter("new_end", "new_stay_ends_on", Form.DAY),
    Parameter("new_status", "new_status", Form.WORD),
    Parameter("asked", "specified_request", Form.TRUTH),
    Parameter("online", "online", Form.TRUTH),
    Parameter("kept", "my_number_extended", Form.TRUTH),
    Parameter("moved_in", "moved_in_on", Form.DAY, nullable=True),
    Parameter("later", "card_later", Form.TRUTH),
    Parameter("to", "destination", Form.WORD),
    Parameter("what", "what", Form.WORD),
    Parameter("abroad", "abroad", Form.TRUTH),
    Parameter("entered", "entered_on", Form.DAY, nullable=True),
    Parameter("blameless", "blameless", Form.TRUTH),
    Parameter("replaced", "replaced", Form.TRUTH),
    Parameter("ordered", "ordered", Form.TRUTH),
    Parameter("parents", "parents", Form.WORDS),
    Parameter("stays", "stays", Form.TRUTH),
    Parameter("reentry", "reentry", Form.WORD),
    Parameter("moves_out", "moves_out", Form.TRUTH),
    Parameter("until", "until", Form.DAY),
)
"""What an address says of one event."""

_PERSON_BY_NAME = {each.name: each for each in OF_PERSON}
_EVENT_BY_NAME = {each.name: each for each in OF_EVENT}


def parameter_of(path: str, person: int = 0) -> str:
    """The name under which an address carries the fact at *path* of that person.

    A path that no parameter carries comes back as it is.
    """
    front = f"p{person + 1}." if person else ""
    if path == "events":
        return f"{front}event"
    if path.startswith("events["):
        place, _, member = path.removeprefix("events[").partition("].")
        back = str(int(place) + 1) if int(place) else ""
        names = {each.path: each.name for each in OF_EVENT}
        return f"{front}{names[member]}{back}" if member in names else path
    names = {each.path: each.name for each in OF_PERSON}
    return f"{front}{names[path]}" if path in names else path


def query_of(value: object) -> str:
    """The JSON facts of a person, or of a family, as the query of an address.

    Facts that no parameter carries are left out. The people of one family are at most
    `MOST_PEOPLE`, the events of one person at most `MOST_EVENTS`.

    Raises:
        Malformed: as `parse_facts` does; code `out-of-range` where there are more.
    """
    people = [value]
    if isinstance(value, Mapping) and "people" in value:
        people = value["people"]
        if isinstance(people, str) or not isinstance(people, Sequence):
            raise wrong_type("people", msgid("Write a list in square brackets."))
    if len(people) > MOST_PEOPLE:
        raise _too_many("people", MOST_PEOPLE)
    pairs = [
        (f"p{place + 1}.{name}" if place else name, text)
        for place, facts in enumerate(people)
        for name, text in _pairs_of(facts, alone=not place)
    ]
    return urlencode(pairs, safe=",.-")


def facts_in(query: str) -> dict[str, Any]:
    """The JSON facts that the query of an address states, of a person or a family.

    No answer is guessed or passed over: whoever follows an old or broken address is
    told what to mend.

    Raises:
        Malformed: the sentence names the parameter, never what was written there; a
            name that is not known is told by its place alone. Codes `format`,
            `unknown-value`, `out-of-range`, `contradiction`, `repeated`,
            `unknown-parameter`, `missing`.
    """
    people = _people_in(_pairs_in(query))
    for place, facts in enumerate(people):
        _check(facts, place)
    return people[0] if len(people) == 1 else {"people": people}


def _pairs_of(facts: object, *, alone: bool) -> list[tuple[str, str]]:
    """The parameters of one person, without the mark of their place in a family."""
    dropped = set(parse_facts(facts).ignored)
    found: list[tuple[str, str]] = []
    for parameter in OF_PERSON:
        text = _written(_looked_up(facts, parameter.path), nullable=False)
        if text is not None:
            found.append((parameter.name, text))
    found += _event_pairs(facts, dropped)
    # Somebody of whom nothing is known still counts among the people.
    return found or ([] if alone else [("event", UNKNOWN)])


def _looked_up(facts: object, path: str) -> object:
    """The value at *path*; no My Number card at all reads as the kind `none`.

    A certificate of which nothing is told is there: its last day is unknown.
    """
    value = facts
    for name in path.split("."):
        if value is None and path == "my_number_card.kind":
            return _NONE
        if not isinstance(value, Mapping):
            return None
        if name not in value:
            told = path.startswith("certificates.") and name == "expires_on"
            return UNKNOWN if told else None
        value = value[name]
    return value


def _event_pairs(facts: object, dropped: set[str]) -> Iterator[tuple[str, str]]:
    events = facts.get("events") if isinstance(facts, Mapping) else None
    if events in (None, UNKNOWN):
        if events == UNKNOWN:
            yield "event", UNKNOWN
        return
    if len(events) > MOST_EVENTS:
        raise _too_many("events", MOST_EVENTS)
    if not events:
        yield "event", _NONE
    for place, event in enumerate(events):
        back = str(place + 1) if place else ""
        told = dict(event)
        if told.get("delivered_on") not in (None, UNKNOWN):
            told["decided_on"] = told["delivered_on"]
        for parameter in OF_EVENT:
            if f"events[{place}].{parameter.path}" in dropped:
                continue
            absent = parameter.path not in told
            text = _written(
                told.get(parameter.path), nullable=parameter.nullable and not absent
            )
            if text is not None:
                yield f"{parameter.name}{back}", text


def _written(value: object, *, nullable: bool) -> str | None:
    """The value as an address writes it, None where there is nothing to write."""
    if value is None:
        return _NONE if nullable else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value)) or None
    return str(value)


def _pairs_in(query: str) -> list[tuple[str, str]]:
    if len(query) > LONGEST:
        raise Malformed(
            msgid("This address is longer than {most} characters."),
            repair=msgid("Begin the questions anew."),
            code="out-of-range",
            field="query",
            most=LONGEST,
        )
    return parse_qsl(query, keep_blank_values=True)


_Person = dict[str, Any]


def _people_in(pairs: Sequence[tuple[str, str]]) -> list[_Person]:
    """The facts of each person, as JSON objects, before they are looked at together."""
    seen: set[str] = set()
    members: dict[int, _Person] = {0: {}}
    events: dict[int, dict[int, _Person]] = {}
    none_at: dict[int, object] = {}
    for number, (name, text) in enumerate(pairs, start=1):
        person, parameter, place = _known(name, number)
        if name in seen:
            raise Malformed(
                msgid("{field} stands in this address twice."),
                repair=msgid("Leave one of them."),
                code="repeated",
                field=name,
            )
        seen.add(name)
        members.setdefault(person, {})
        value = _read(parameter, name, text)
        if place is None:
            _put(members[person], parameter.path, value)
        elif name == parameter_of("events", person) and text in (_NONE, UNKNOWN):
            none_at[person] = [] if text == _NONE else UNKNOWN
        else:
            events.setdefault(person, {}).setdefault(place, {})[parameter.path] = value
    for person, told in events.items():
        members[person]["events"] = _in_row(told, person)
    for person, value in none_at.items():
        if person in events:
            raise _without(parameter_of("events[0].kind", person))
        members[person]["events"] = value
    for person in range(max(members)):
        if person not in members:
            raise _without(parameter_of("events", person))
    return [members[person] for person in sorted(members)]


def _in_row(told: Mapping[int, _Person], person: int) -> list[_Person]:
    """The events in their order; each says what it is."""
    for place in range(max(told) + 1):
        if "kind" not in told.get(place, {}):
            raise _without(parameter_of(f"events[{place}].kind", person))
    return [told[place] for place in sorted(told)]


def _known(name: str, number: int) -> tuple[int, Parameter, int | None]:
    """Whose, which, and of which event; a person's own parameter has no event."""
    found = _NAME.fullmatch(name)
    if found is not None:
        person = int(found[1] or 1) - 1
        if found[2] in _EVENT_BY_NAME:
            return person, _EVENT_BY_NAME[found[2]], int(found[3] or 1) - 1
        if found[2] in _PERSON_BY_NAME and found[3] is None:
            return person, _PERSON_BY_NAME[found[2]], None
    raise Malformed(
        msgid("Part {number} of this address is no question that is asked here."),
        repair=msgid("Take it out, or begin the questions anew."),
        code="unknown-parameter",
        field="query",
        number=number,
    )


def _read(parameter: Parameter, name: str, text: str) -> object:
    """The JSON value of one parameter; which words there are is looked at later."""
    if text == UNKNOWN:
        return UNKNOWN
    if text == _NONE and parameter.nullable:
        return None
    if parameter.form is Form.TRUTH:
        if text not in _TRUTHS:
            words = ", ".join((*_TRUTHS, UNKNOWN))
            raise _unreadable(name, msgid("Write one of: {words}."), words=words)
        return _TRUTHS[text]
    if parameter.form is Form.COUNT:
        if not _COUNT.fullmatch(text):
            raise _unreadable(name, msgid("Write a whole number."))
        return int(text)
    if parameter.form is not Form.DAY and not _VALUE.fullmatch(text):
        raise _unreadable(name, msgid("Answer the question anew."))
    return text.split(",") if parameter.form is Form.WORDS else text


def _put(facts: _Person, path: str, value: object) -> None:
    *groups, last = path.split(".")
    for group in groups:
        facts = facts.setdefault(group, {})
    facts[last] = value


def _check(facts: _Person, person: int) -> None:
    """Let through what the planner takes, and tell the rest by its parameter."""
    try:
        ignored = parse_facts(facts).ignored
    except Malformed as error:
        raise named_by_parameter(error, person) from None
    for path in ignored:
        raise Malformed(
            msgid("{field} does not belong to what has happened."),
            repair=msgid("Take it out, or begin the questions anew."),
            code="contradiction",
            field=parameter_of(path, person),
        )


def named_by_parameter(error: Malformed, person: int = 0) -> Malformed:
    """The same error, with the names of parameters in place of paths of facts."""
    values = {
        key: parameter_of(value, person)
        if key in {"field", "other"} and isinstance(value, str)
        else value
        for key, value in error.values.items()
    }
    return Malformed(error.problem, repair=error.repair, code=error.code, **values)


def _unreadable(name: str, repair: str, **values: str) -> Malformed:
    return Malformed(
        msgid("{field} cannot be read."),
        repair=repair,
        code="format",
        field=name,
        **values,
    )


def _without(name: str) -> Malformed:
    return Malformed(
        msgid("{field} is missing in this address, or says that there is none."),
        repair=msgid("Begin the questions anew."),
        code="missing",
        field=name,
    )


def _too_many(name: str, most: int) -> Malformed:
    return Malformed(
        msgid("{field} has more than {most} entries."),
        repair=msgid("Ask in two parts."),
        code="out-of-range",
        field=name,
        most=most,
    )
