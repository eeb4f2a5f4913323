"""From a form that was sent to values of parameters, forgiving in how days are typed.

A day is three fields in the order of the card. A whole day in the first field, full
width digits and years of an era are understood; nothing doubtful is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ichimai.errors import msgid
from ichimai.planner.roster.days import NoDay, read_day
from ichimai.web.asking.answers import Name
from ichimai.web.asking.forms import FORMS, Form, Look

UNKNOWN, NONE = "unknown", "none"
DAY_FIELDS = ("year", "month", "day")
PARENTS = ("first", "second")
_LONGEST = 40
_MOST_MONTHS = 60

NO_DAY = msgid("This is not a day that exists. Write year, month and day.")
EMPTY_DAY = msgid('Write year, month and day, or choose "I don\'t know".')
CHOOSE = msgid('Choose an answer, or "I don\'t know".')
MONTHS = msgid('Write a whole number from 1 to 60, or choose "I don\'t know".')
CONTRADICTION = msgid(
    "This does not fit your other answers. Compare the days with your papers."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form says.

    Attributes:
        given: values by the names of parameters; empty where there are errors.
        errors: an English source string by the id of the field to be mended.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Sent({len(self.given)} given, {len(self.errors)} errors)"


def read_one(name: Name, fields: Mapping[str, str]) -> Sent:
    """The answer to the one question of a page; a button may have answered it."""
    form = FORMS[name.stem]
    pressed = fields.get("answer", "")
    if pressed == UNKNOWN or (pressed == NONE and form.none):
        return Sent({name.text: pressed})
    if form.look is Look.DAY:
        written = _typed_day(name, fields)
        if not written:
            return Sent(errors={f"{name.text}-year": EMPTY_DAY})
        return _of_day(name, written)
    return _of_words(name, form, fields)


def read_told(names: tuple[Name, ...], fields: Mapping[str, str]) -> Sent:
    """What is told of an event on one page; what is left empty is not known.

    An empty day of filing or receipt says that it has not happened.
    """
    given: dict[str, str] = {}
    errors: dict[str, str] = {}
    for name in names:
        form = FORMS[name.stem]
        if form.look is Look.DAY:
            written = _typed_day(name, fields)
            empty = Sent({name.text: NONE if form.none else UNKNOWN})
            sent = _of_day(name, written) if written else empty
        else:
            value = _short(fields.get(name.text, ""))
            known = value in form.words
            sent = Sent({name.text: value if known else UNKNOWN})
        given |= sent.given
        errors |= sent.errors
    return Sent(errors=errors) if errors else Sent(given)


def typed(fields: Mapping[str, str]) -> dict[str, str]:
    """What was typed, to be shown again; too long a text is cut."""
    return {key: _short(value) for key, value in fields.items()}


def _short(text: str) -> str:
    return text.strip()[:_LONGEST]


def _typed_day(name: Name, fields: Mapping[str, str]) -> str:
    """The three fields of a day as one text, "" where all are empty."""
    parts = [_short(fields.get(f"{name.text}-{part}", "")) for part in DAY_FIELDS]
    return "-".join(part for part in parts if part)


def _of_day(name: Name, written: str) -> Sent:
    read = read_day(written)
    if isinstance(read, NoDay):
        return Sent(errors={f"{name.text}-year": NO_DAY})
    return Sent({name.text: read.day.isoformat()})


def _of_words(name: Name, form: Form, fields: Mapping[str, str]) -> Sent:
    if form.look is Look.MONTHS:
        return _of_months(name, _short(fields.get(name.text, "")))
    if form.look is Look.PARENTS:
        return _of_parents(name, form, fields)
    value = _short(fields.get(name.text, ""))
    if value == UNKNOWN or value in form.words:
        return Sent({name.text: value})
    return Sent(errors={first_field(name): CHOOSE})


def _of_months(name: Name, written: str) -> Sent:
    if written.isdecimal() and 1 <= int(written) <= _MOST_MONTHS:
        return Sent({name.text: str(int(written))})
    return Sent(errors={name.text: MONTHS})


def _of_parents(name: Name, form: Form, fields: Mapping[str, str]) -> Sent:
    """Both parents of one page; a parent of whom nothing is known is left out."""
    told = [_short(fields.get(f"{name.text}-{place}", "")) for place in PARENTS]
    known = [each for each in told if each in form.words]
    if not known and UNKNOWN not in told:
        return Sent(errors={first_field(name): CHOOSE})
    return Sent({name.text: ",".join(known) or UNKNOWN})


def first_field(name: Name) -> str:
    """The id of the first field of that question's form."""
    form = FORMS[name.stem]
    if form.look is Look.DAY:
        return f"{name.text}-year"
    if form.look is Look.PARENTS:
        return f"{name.text}-first-1"
    return name.text if form.look in {Look.MONTHS, Look.LIST} else f"{name.text}-1"
