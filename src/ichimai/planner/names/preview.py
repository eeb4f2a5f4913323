"""How one person's names stand on each side and list, and where they will not match.

What stands where follows the law: a card shows the name in letters, with characters
where they were asked for and proved; an alias (通称) is registered by a municipality
and stands on the My Number side alone; no card shows how a foreign resident's name is
read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from ichimai.errors import Malformed, msgid
from ichimai.planner.names.forms import (
    Likeness,
    compare,
    forms_of,
    has_placeholder,
    on_the_card,
)
from ichimai.texts.language import translator

LONGEST = 200
"""Characters of one name; longer than any that a passport holds."""

MOST_ELSEWHERE = 20
"""Places beside the cards that one preview compares."""


@dataclass(frozen=True, slots=True)
class Names:
    """What one person is called.

    Attributes:
        passport: the name in letters as the passport has it, parts in its order.
        characters: the name in Chinese characters, where a card shows it too.
        alias: the registered alias (通称).
        elsewhere: as it is written at a bank, an employer …: {place: name}.
    """

    passport: str
    characters: str | None = None
    alias: str | None = None
    elsewhere: Mapping[str, str] | None = None

    @classmethod
    def of_json(cls, value: object) -> Self:
        """The names that a JSON object tells.

        Raises:
            Malformed: code `type`, `missing` or `out-of-range`, with the field.
        """
        if not isinstance(value, dict):
            raise _wrong("type", "names", _TYPE)
        elsewhere = value.get("elsewhere") or {}
        if not isinstance(elsewhere, dict) or len(elsewhere) > MOST_ELSEWHERE:
            raise _wrong("type", "elsewhere", _TYPE)
        passport = _text(value, "passport")
        if passport is None:
            raise _wrong(
                "missing", "passport", msgid("The name of the passport is missing.")
            )
        return cls(
            passport=passport,
            characters=_text(value, "characters"),
            alias=_text(value, "alias"),
            elsewhere={
                str(place): found
                for place in elsewhere
                if (found := _text(elsewhere, place)) is not None
            },
        )

    def __repr__(self) -> str:
        return "Names(•)"


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place, and the forms of the name that stand there, one a line.

    Attributes:
        place: stable key.
        shown: the forms; empty where no name stands there, None where that is open.
        notes: sentences about it, English source strings.
    """

    place: str
    shown: tuple[str, ...] | None
    notes: tuple[str, ...]
    rules: tuple[str, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A name as it is written elsewhere, against the form of a card most like it."""

    place: str
    written: str
    likeness: Likeness


PLACES: Mapping[str, str] = {
    "residence-side": msgid("Residence card, or the residence side of the one card"),
    "my-number-side": msgid("My Number side of the one card"),
    "my-number-card": msgid("A separate My Number Card"),
    "signature-certificate": msgid("Certificate for signing"),
    "user-certificate": msgid("Certificate for logging in"),
    "reading": msgid("Reading in Japanese syllables, as bank forms ask for it"),
}
"""What each place is called, an English source string."""

LIKENESSES: Mapping[Likeness, str] = {
    Likeness.SAME: msgid("The same."),
    Likeness.SAME_LETTERS: msgid("The same letters; case, accents or hyphens differ."),
    Likeness.SECOND_SPELLING: msgid("The same name in a second spelling."),
    Likeness.ORDER_DIFFERS: msgid(
        "The same parts in another order. Some systems refuse that."
    ),
    Likeness.FORM_CONVERTED: msgid("The same characters, one in the simplified form."),
    Likeness.SUBSTITUTED: msgid("A rare character is replaced by another."),
    Likeness.ONE_OF_TWO_FORMS: msgid(
        "One of two forms. Say which one a form asks for."
    ),
    Likeness.FOR_A_PERSON: msgid(
        "A word stands for a missing part of the name. A person has to look at it."
    ),
    Likeness.NOT_COMPARABLE: msgid(
        "One is in letters, the other in characters. A computer cannot compare them."
    ),
    Likeness.DIFFERENT: msgid("This name stands on no card. It will not match."),
}
"""What each likeness means for people, an English source string."""

_TYPE = msgid("{field} has the wrong type.")
_RANGE = msgid("{field} is out of range.")
_CHARACTERS_ASKED = msgid(
    "Characters stand here only where you asked for it, with a proof."
)
_FORM_OPEN = msgid("The sources do not say in which form the card shows a character.")
_NO_ALIAS = msgid("The alias does not stand here.")
_ALIAS = msgid("The alias stands here if it is on your resident record.")
_MAY_REPLACE = msgid("A rare character may be replaced by another one here.")
_NO_NAME = msgid("This holds no name at all.")
_NO_READING = msgid("No card shows a reading. The bank decides what it accepts.")
_PLACEHOLDER = msgid(
    "A word in this name stands for a missing part. Ask the office how it is shown."
)


def preview(names: Names) -> tuple[Appearance, ...]:
    """Each place of `PLACES`, in that order, with what stands there."""
    return (
        _of_residence(names),
        _of_number("my-number-side", names, ("RC-117", "MN-220"), "MNA-MO 39-30"),
        _of_number("my-number-card", names, ("MN-021", "MN-220"), "MNA 2(7)"),
        _of_signature(names),
        Appearance("user-certificate", (), (_NO_NAME,), ("MN-177",), ("JPKI 26",)),
        Appearance(
            "reading", None, (_NO_READING,), ("MN-021", "RC-117"), ("MNA 2(7)",)
        ),
    )


def meetings(names: Names) -> tuple[Meeting, ...]:
    """Each name that is written elsewhere, held against what the cards show."""
    forms = {form for each in preview(names) for form in each.shown or ()}
    return tuple(
        Meeting(place, written, min(compare(form, written) for form in forms))
        for place, written in (names.elsewhere or {}).items()
    )


def preview_to_json(names: Names, language: str) -> dict[str, Any]:
    """`{"appearances": […], "elsewhere": […]}`, sentences in *language*."""
    say = translator(language)
    return {
        "appearances": [
            {
                "place": each.place,
                "name": say(PLACES[each.place]),
                "shown": "unknown" if each.shown is None else list(each.shown),
                "notes": [say(note) for note in each.notes],
                "rules": list(each.rules),
                "cites": list(each.cites),
            }
            for each in preview(names)
        ],
        "elsewhere": [
            {
                "place": each.place,
                "written": each.written,
                "likeness": each.likeness.word,
                "means": say(LIKENESSES[each.likeness]),
            }
            for each in meetings(names)
        ],
    }


def _of_residence(names: Names) -> Appearance:
    notes = [*_about_name(names)]
    if names.alias:
        notes.append(_NO_ALIAS)
    return Appearance(
        "residence-side",
        tuple(_name_lines(names)),
        tuple(notes),
        ("RC-110", "RC-114", "MN-220"),
        ("ICA 19-4(1)(i)", "ICA-MO 19-6(1)", "ICA-MO 19-7"),
    )


def _of_number(
    place: str, names: Names, rules: tuple[str, ...], cite: str
) -> Appearance:
    notes = [*_about_name(names)]
    if names.alias:
        notes.append(_ALIAS)
    return Appearance(place, tuple(_all_lines(names)), tuple(notes), rules, (cite,))


def _of_signature(names: Names) -> Appearance:
    notes = [_ALIAS] if names.alias else []
    if names.characters or names.alias:
        notes.append(_MAY_REPLACE)
    return Appearance(
        "signature-certificate",
        tuple(_all_lines(names)),
        tuple(notes),
        ("MN-176",),
        ("JPKI 7",),
    )


def _about_name(names: Names) -> Iterator[str]:
    if has_placeholder(names.passport):
        yield _PLACEHOLDER
    if names.characters:
        yield _CHARACTERS_ASKED
        if on_the_card(forms_of(names.characters).characters) is None:
            yield _FORM_OPEN


def _all_lines(names: Names) -> Iterator[str]:
    yield from _name_lines(names)
    if names.alias:
        yield names.alias


def _name_lines(names: Names) -> Iterator[str]:
    """The name in letters, then in characters in the form of a card, where known."""
    yield names.passport
    if names.characters:
        yield on_the_card(names.characters) or names.characters


def _text(value: Mapping[str, object], field: str) -> str | None:
    text = value.get(field)
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise _wrong("type", field, _TYPE)
    tidy = " ".join(text.split())
    if not tidy.isprintable() or len(tidy) > LONGEST:
        raise _wrong("out-of-range", field, _RANGE)
    return tidy or None


def _wrong(code: str, field: str, problem: str) -> Malformed:
    return Malformed(
        problem,
        repair=msgid("Write the name as it stands on the passport or the card."),
        code=code,
        field=field,
    )
