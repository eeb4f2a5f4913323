"""How each question is answered: a day, one of a few words, a number of months.

Which question comes is the planner's; here stands only what its page looks like. Every
form is plain HTML, and takes "I don't know".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ichimai.errors import msgid
from ichimai.planner.events import Destination, Held, Parent, Reentry
from ichimai.planner.facts import MyNumberKind
from ichimai.texts.statuses import NAMES
from ichimai.web.asking.situations import EVENTS

NOT_KNOWN = msgid("I don't know")


class Look(StrEnum):
    """What kind of fields a form has."""

    DAY = "day"
    CHOICE = "choice"
    LIST = "list"
    MONTHS = "months"
    PARENTS = "parents"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of one question.

    Attributes:
        label: how the fact is called among the answers; an English source string.
        words: the answers by their value, as English source strings; they may name
            `{card}` and `{specified}`.
        none: the button that says it has not happened, "" where that is no answer.
        hint: what helps to find the answer.
        first: the answer that is marked before anybody chooses.
        unknown: what it is called that nobody knows.
    """

    label: str
    look: Look
    words: Mapping[str, str] = field(default_factory=dict)
    none: str = ""
    hint: str = ""
    first: str = ""
    unknown: str = NOT_KNOWN


_YES_NO = {"yes": msgid("Yes"), "no": msgid("No")}
_ON_PAPER = msgid("It is printed on the card. An example: 2026, 12, 28.")
_A_DAY = msgid("An example: 2026, 12, 28. A year such as 令和8 is understood too.")
_NOT_YET = msgid("Not yet")


def _day(label: str, *, none: str = "", hint: str = _A_DAY) -> Form:
    return Form(label, Look.DAY, none=none, hint=hint)


def _choice(
    label: str,
    words: Mapping[str, str],
    *,
    first: str = "",
    unknown: str = NOT_KNOWN,
) -> Form:
    return Form(label, Look.CHOICE, words, first=first, unknown=unknown)


def _yes_no(label: str) -> Form:
    return _choice(label, _YES_NO)


_STATUSES = Form(
    msgid("Status of residence"),
    Look.LIST,
    {status.value: name for status, name in NAMES.items()},
    hint=msgid("It is printed on the card, or on the sticker in the passport."),
)

_PARENTS: Mapping[str, str] = {
    Parent.JAPANESE: msgid("Japanese"),
    Parent.SPECIAL_PERMANENT: msgid("Special permanent resident"),
    Parent.MID_TO_LONG_TERM: msgid("Resident with a card"),
    Parent.OTHER: msgid("Something else"),
}

FORMS: Mapping[str, Form] = {
    "event": _choice(msgid("What has happened"), EVENTS),
    "status": _STATUSES,
    "new_status": _STATUSES,
    "born": _day(msgid("Date of birth")),
    "stay_end": _day(msgid("Last day of the stay"), hint=_ON_PAPER),
    "stay_months": Form(
        msgid("Months for which the stay was granted"),
        Look.MONTHS,
        hint=msgid("A stay of one year is 12, one of five years is 60."),
    ),
    "registered": _yes_no(msgid("On the resident register")),
    "who": _choice(
        msgid("Who goes to the counter"),
        {
            "myself": msgid("I can go"),
            "unable": msgid("I cannot go: illness, disability, age, or a like reason"),
        },
    ),
    "activity": _choice(
        msgid("Designated activity"),
        {
            "none": msgid("None of these"),
            "taiwan-office": msgid("Office of Taiwan in Japan"),
            "palestine-mission": msgid("Permanent General Mission of Palestine"),
            "digital-nomad": msgid("Digital nomad"),
            "digital-nomad-family": msgid("Family of a digital nomad"),
        },
    ),
    "alias": _yes_no(msgid("Alias on the resident record")),
    "card_since": _day(msgid("Day on which you received the card"), hint=_ON_PAPER),
    "card_end": _day(msgid("Last day on the card"), hint=_ON_PAPER),
    "side": _choice(
        msgid("My Number Card"),
        {
            MyNumberKind.SEPARATE: msgid("A separate My Number Card"),
            MyNumberKind.SPECIFIED: msgid("One card: my {specified}"),
            MyNumberKind.NONE: msgid("No My Number Card"),
        },
    ),
    "side_end": _day(msgid("Last day on the My Number Card"), hint=_ON_PAPER),
    "sign_end": _day(msgid("Last day of the signature certificate")),
    "auth_end": _day(msgid("Last day of the user authentication certificate")),
    "one_card": _choice(
        msgid("One card or two"),
        {"no": msgid("Two cards"), "yes": msgid("One card")},
        # The law's own default (RC-020); nobody is led to the other.
        first="no",
    ),
    "express": _yes_no(msgid("The one card fast, by mail")),
    "on": _day(msgid("Day of what has happened")),
    "filed": _day(msgid("Day of filing"), none=_NOT_YET),
    "decided": _day(msgid("Day on which you received the new card"), none=_NOT_YET),
    "result": _choice(
        msgid("Result"),
        {"permitted": msgid("Permitted"), "refused": msgid("Refused")},
        unknown=msgid("Not decided yet"),
    ),
    "new_end": _day(msgid("Last day of the new stay"), hint=_ON_PAPER),
    "asked": _yes_no(msgid("One card asked for in that filing")),
    "online": _choice(
        msgid("Where it was filed"),
        {"no": msgid("No, at a counter"), "yes": msgid("Yes, online")},
    ),
    "kept": _yes_no(msgid("My Number side set to the special period")),
    "moved_in": _day(msgid("First day at your address"), none=_NOT_YET),
    "later": _choice(
        msgid("Card at the airport"),
        {
            "no": msgid("I got a card"),
            "yes": msgid("A note in the passport: the card comes later"),
        },
    ),
    "to": _choice(
        msgid("Where the move leads"),
        {
            Destination.INSIDE: msgid("Inside the municipality"),
            Destination.OTHER_WARD: msgid("To another ward of the same city"),
            Destination.OTHER_MUNICIPALITY: msgid("To another municipality"),
            Destination.ABROAD: msgid("Abroad"),
        },
    ),
    "what": _choice(
        msgid("Which card"),
        {
            Held.RESIDENCE_CARD: msgid("My {card}"),
            Held.MY_NUMBER_CARD: msgid("A separate My Number Card"),
            Held.BOTH: msgid("Both"),
        },
    ),
    "abroad": _yes_no(msgid("It happened abroad")),
    "entered": _day(msgid("Day of entry after it"), none=_NOT_YET),
    "blameless": _yes_no(msgid("No fault of yours")),
    "replaced": _yes_no(msgid("A new card before it was found")),
    "ordered": _yes_no(msgid("Ordered by the authority")),
    "parents": Form(msgid("The parents"), Look.PARENTS, _PARENTS),
    "stays": _yes_no(msgid("More than 60 days in Japan")),
    "reentry": _choice(
        msgid("How you leave"),
        {
            Reentry.DEEMED: msgid("I come back: a declaration at the airport"),
            Reentry.PERMIT: msgid("I come back: a re-entry permit in the passport"),
            Reentry.NONE: msgid("For good"),
        },
    ),
    "moves_out": _yes_no(msgid("Move abroad reported")),
    "until": _day(msgid("Last day on the notice")),
}
"""The form of each parameter that people are asked for."""

_FILED = ("filed", "online", "decided", "result")
_REPORTED = ("on", "filed")
_REPLACED = ("on", "filed", "decided")
_OF_CARD = ("filed", "decided")

TOLD: Mapping[str, tuple[str, ...]] = {
    "extension": _FILED,
    "change-of-status": _FILED,
    "permanent-residence": _FILED,
    "landed": _REPORTED,
    "moved": _REPORTED,
    "lost": _REPLACED,
    "damaged": _REPLACED,
    "renamed": _REPLACED,
    "found": ("on",),
    "born": ("on",),
    "leaving": ("on",),
    "died": ("on",),
    "naturalised": ("on",),
    "card-waiting": ("until",),
    "validity-renewal": _OF_CARD,
    "early-renewal": _OF_CARD,
    "exchange": _OF_CARD,
    "return-of-specified": _OF_CARD,
}
"""What people tell of an event at once, on one page: when, and how far it has come."""
