"""The situations with which people come: the doors before the first question.

A door only answers something: most say what has happened, some say who one is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ichimai.errors import msgid


@dataclass(frozen=True, slots=True)
class Door:
    """One situation.

    Attributes:
        title: in the words of whom it concerns; an English source string.
        given: the parameters that it answers.
        help_first: the page that comes before any question, behind the language.
    """

    key: str
    title: str
    given: Mapping[str, str]
    help_first: str = ""


@dataclass(frozen=True, slots=True)
class Hall:
    """Doors that stand together under a heading."""

    key: str
    title: str
    doors: tuple[Door, ...]


def _event(kind: str, title: str, help_first: str = "") -> Door:
    return Door(kind, title, {"event": kind}, help_first)


HALLS = (
    Hall(
        "card",
        msgid("A card is gone, or does not work"),
        (
            _event("lost", msgid("My card is lost or stolen"), "loss"),
            _event("found", msgid("I found my lost card")),
            _event("damaged", msgid("My card is damaged")),
            _event("pin-locked", msgid("My PIN is locked or forgotten")),
            _event("card-waiting", msgid("A My Number Card waits for me")),
        ),
    ),
    Hall(
        "place",
        msgid("Coming, moving, leaving"),
        (
            _event("landed", msgid("I have arrived in Japan")),
            _event("moved", msgid("I have moved, or will move")),
            _event("leaving", msgid("I leave Japan")),
        ),
    ),
    Hall(
        "stay",
        msgid("A stay or a card ends"),
        (
            Door(
                "dates",
                msgid("I want to see my dates: nothing has been filed"),
                {"event": "none"},
            ),
            _event("extension", msgid("I have filed to extend my stay")),
            _event("change-of-status", msgid("I have filed to change my status")),
            _event(
                "permanent-residence", msgid("I have filed for permanent residence")
            ),
            Door(
                "permanent",
                msgid("I am a permanent resident, and my card ends"),
                {"event": "none", "status": "permanent-resident"},
            ),
            _event("validity-renewal", msgid("I have filed to renew my card")),
            Door(
                "special",
                msgid("I am a special permanent resident"),
                {"status": "special-permanent-resident"},
            ),
            _event("return-of-specified", msgid("I want two cards again")),
        ),
    ),
    Hall(
        "family",
        msgid("Family and name"),
        (
            _event("born", msgid("A child was born")),
            _event("renamed", msgid("My name or nationality has changed")),
            _event("died", msgid("A member of my family has died")),
            _event("naturalised", msgid("I have become Japanese")),
        ),
    ),
)
"""Every door, in the order of the page: where help is urgent, first."""

EVENTS: Mapping[str, str] = {
    **{
        door.given["event"]: door.title
        for hall in HALLS
        for door in hall.doors
        if door.key == door.given.get("event")
    },
    "none": msgid("Nothing of this"),
}
"""What can have happened, by its word, as people say it."""
