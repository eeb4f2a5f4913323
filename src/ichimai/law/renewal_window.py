"""When a card or certificate may be renewed: ICA 19-11, SPA 12, MNA-MO 29, JPKI-MO 13.

A residence card has a window of its own only where its last day is not the end of the
stay. Cards of the old law keep the windows of the old law: six months where the card
ends at sixteen, and two months where it was delivered before November 2023.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import (
    CERTIFICATE_WINDOW,
    FIRST_CERTIFICATES,
    LAST_OF_OLD_WINDOW,
    LAST_OLD_CARD,
    MY_NUMBER_WINDOW,
    OLD_WINDOW,
    WINDOW,
    WINDOW_AT_SIXTEEN,
    WINDOW_CHANGED,
)
from ichimai.law.carriers import SPECIFIED_CARRIERS
from ichimai.law.eras import NOT_YET, known_by
from ichimai.law.facts import (
    FIRST_DAY,
    birth_date,
    old_card_delivered_on,
    old_card_expires_on,
    status,
)
from ichimai.law.my_number_holders import FIRST_DAY as FIRST_MY_NUMBER_CARD
from ichimai.model.cards import CardKind
from ichimai.model.status import Status
from ichimai.rules.calendar import (
    birthday,
    eve,
    falls_on,
    lacks_day_before,
    months_before,
    nth_birthday_after,
)
from ichimai.rules.fact import choice_fact, day_fact
from ichimai.rules.graph import NO_DAY, Day, Truth, days
from ichimai.rules.question import Contradiction, Goal, Question, Remark
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

card = choice_fact(
    "card", msgid("Which card or certificate?"), (*CardKind, "my-number", "certificate")
)
expires_on = day_fact("expires_on", msgid("What is its last day?"))

_residence_card = card.one_of(*CardKind)
_unlimited = status.one_of(
    Status.PERMANENT_RESIDENT, Status.HSP_2, Status.SPECIAL_PERMANENT_RESIDENT
)
# Without a status the question is about a card with a window of its own.
_dated_stay = status.given() & ~_unlimited
_certificate_of_spr = card.one_of(
    CardKind.SPECIAL_PERMANENT, CardKind.SPECIFIED_SPECIAL_PERMANENT
)
_old_law = (
    # The specified cards came with the new law.
    card.one_of(CardKind.RESIDENCE, CardKind.SPECIAL_PERMANENT)
    & (expires_on <= LAST_OLD_CARD)
    & (
        # What ended before the new law was delivered before it.
        (expires_on < FIRST_DAY)
        | (
            old_card_delivered_on.exists()
            & (old_card_delivered_on.present() < FIRST_DAY)
        )
    )
)

_not_yet = (
    (card.one_of(*SPECIFIED_CARRIERS) & (expires_on < FIRST_DAY))
    | (card.is_("my-number") & (expires_on < FIRST_MY_NUMBER_CARD))
    | (card.is_("certificate") & (expires_on < FIRST_CERTIFICATES))
)
"""Nothing of that kind was there to end on that day."""

_early = _old_law & (
    (expires_on < WINDOW_CHANGED)
    | (
        old_card_delivered_on.exists()
        & (old_card_delivered_on.present() < WINDOW_CHANGED)
    )
)
_sixteenth = birthday(birth_date, 16)
_on_sixteenth = _early & expires_on.is_(_sixteenth)
_on_its_eve = _old_law & ~_early & expires_on.is_(eve(_sixteenth))


@rule(
    "ICA 19-11(1)",
    "SPA 12(1)",
    ids="RC-126",
    title=msgid("Delivered before 1 November 2023"),
    since="2012-07-09",
    confidence="secondary",
)
def before_november_2023() -> Table[Truth]:
    """These cards read as keeping the windows of their day; practice is unknown."""
    return cases(
        when(
            expires_on < WINDOW_CHANGED,
            _early,
            "ICA 19-11(1)",
            "SPA 12(1)",
            key="ended-before-then",
            says=msgid("It ended while that window was the law."),
        ),
        otherwise(
            _early,
            "ICA suppl. 56/2023 2(1)",
            key="kept-its-window",
            says=msgid("Such cards read as keeping the window of their day."),
        ),
    )


_SIX_MONTHS = msgid("The card of the old law ends at sixteen: six months before.")
_FOLLOWS = msgid("The card ends with the stay and has no window of its own.")

_two_months = before_november_2023 & (expires_on <= LAST_OF_OLD_WINDOW)


@rule(
    "ICA suppl. 59/2024 2(2)",
    "SPA suppl. 59/2024 3(2)",
    ids="RC-137",
    title=msgid("A card of the old law that ends at sixteen"),
    since="2012-07-09",
)
def ends_at_sixteen() -> Table[Truth]:
    """On the eve of the 16th birthday, whatever the status.

    On the birthday itself where it was delivered before 1 November 2023.
    """
    return cases(
        when(
            before_november_2023,
            _on_sixteenth,
            key="before-november-2023",
            says=_SIX_MONTHS,
        ),
        when(
            expires_on < FIRST_DAY,
            _on_its_eve,
            "ICA 19-11(1)",
            "SPA 12(1)",
            key="ended-before-the-amended-law",
            says=_SIX_MONTHS,
            rules=("RC-126",),
        ),
        when(
            _certificate_of_spr,
            _on_its_eve,
            "SPA suppl. 59/2024 3(2)",
            key="certificate",
            says=_SIX_MONTHS,
        ),
        otherwise(
            _on_its_eve,
            "ICA suppl. 59/2024 2(2)",
            key="residence-card",
            says=_SIX_MONTHS,
        ),
    )


@rule(
    "ICA 19-11(1)",
    "MNA-MO 27(1)",
    ids="RC-126",
    title=msgid("The card follows the period of stay"),
    since="2012-07-09",
)
def follows_stay() -> Table[Truth]:
    """It is renewed by renewing the stay, unless it ends at sixteen."""
    # A My Number card at its cap ends on a birthday and is renewed by a new one
    # (MN-121). Without a birth date it is taken to follow the stay.
    first_birthday = nth_birthday_after(birth_date, eve(expires_on), 1)
    at_cap = birth_date.given() & expires_on.is_(first_birthday)
    return cases(
        when(
            card.is_("my-number"),
            _dated_stay & ~at_cap,
            "MNA-MO 27(1)",
            key="my-number-card",
            says=_FOLLOWS,
            rules=("MN-099",),
        ),
        otherwise(
            _dated_stay
            & _residence_card
            & ~_certificate_of_spr
            & ~(_on_sixteenth | _on_its_eve),
            "ICA 19-11(1)",
            key="residence-card",
            says=_FOLLOWS,
        ),
    )


@rule(
    "ICA 19-11(1)",
    "SPA 12(1)",
    "MNA-MO 29",
    "JPKI-MO 13",
    ids="RC-126",
    title=msgid("First day of the window"),
    since="2012-07-09",
)
def opens_on() -> Table[Day]:
    """Residence cards: the day of the same number; My Number side: the day after."""
    return cases(
        when(
            _not_yet,
            NO_DAY,
            "ICA 19-15-2(1)",
            "MNA 16-2(1)",
            "JPKI 22",
            key="before-first-day",
            says=NOT_YET,
            rules=("RC-005", "MN-001"),
        ),
        when(
            follows_stay,
            NO_DAY,
            key="follows-stay",
            says=_FOLLOWS,
        ),
        when(
            card.is_("my-number"),
            months_before(expires_on, MY_NUMBER_WINDOW) + days(1),
            "MNA-MO 29",
            key="less-than-three-months-of-the-card",
            says=msgid("From the day after the day three months before."),
            rules=("MN-103", "MN-104"),
        ),
        when(
            card.is_("certificate"),
            months_before(expires_on, CERTIFICATE_WINDOW) + days(1),
            "JPKI-MO 13",
            key="less-than-three-months-of-the-certificate",
            says=msgid("From the day after the day three months before."),
            rules=("MN-104", "MN-192"),
        ),
        when(
            ends_at_sixteen,
            months_before(expires_on, WINDOW_AT_SIXTEEN),
            key="six-months",
            says=_SIX_MONTHS,
        ),
        when(
            _two_months,
            months_before(expires_on, OLD_WINDOW),
            key="two-months",
            says=msgid("Delivered before 1 November 2023: two months before."),
        ),
        when(
            _certificate_of_spr,
            months_before(expires_on, WINDOW),
            "SPA 12(1)",
            key="three-months-of-the-spr-certificate",
            says=msgid("Three months before."),
        ),
        otherwise(
            months_before(expires_on, WINDOW),
            "ICA 19-11(1)",
            key="three-months",
            says=msgid("Three months before."),
        ),
    )


@rule(
    "ICA 19-11(1)",
    "SPA 12(1)",
    ids="RC-126",
    title=msgid("Last day of the window"),
    since="2012-07-09",
)
def closes_on() -> Table[Day]:
    """The last day of validity; it does not move for a holiday (MN-297)."""
    return cases(
        when(
            _not_yet,
            NO_DAY,
            "ICA 19-15-2(1)",
            "MNA 16-2(1)",
            "JPKI 22",
            key="before-first-day",
            says=NOT_YET,
            rules=("RC-005", "MN-001"),
        ),
        when(
            follows_stay,
            NO_DAY,
            key="follows-stay",
            says=_FOLLOWS,
        ),
        when(
            card.is_("my-number"),
            expires_on,
            "MNA-MO 29",
            key="last-day-of-the-my-number-card",
            says=msgid("The window closes with the last day of validity."),
            rules=("MN-103",),
        ),
        when(
            card.is_("certificate"),
            expires_on,
            "JPKI-MO 13",
            key="last-day-of-the-certificate",
            says=msgid("The window closes with the last day of validity."),
            rules=("MN-192",),
        ),
        when(
            _certificate_of_spr,
            expires_on,
            "SPA 12(1)",
            key="last-day-of-the-spr-certificate",
            says=msgid("The window closes with the last day of validity."),
        ),
        otherwise(
            expires_on,
            "ICA 19-11(1)",
            key="last-day",
            says=msgid("The window closes with the last day of validity."),
        ),
    )


@rule(
    "CC 140",
    "CC 143(2)",
    ids="MN-104",
    title=msgid("Two ways of counting three months part here"),
    since="2026-06-14",
    confidence="inferred",
)
def month_end_open() -> Truth:
    """Days on which Civil Code counting and the practice of offices differ."""
    last_of_february = falls_on(expires_on + days(1), (3, 1))
    listed = falls_on(
        expires_on,
        (4, 30),
        (5, 28),
        (5, 29),
        (5, 30),
        (6, 30),
        (7, 30),
        (11, 30),
        (12, 30),
    )
    return ~_residence_card & ~follows_stay & (last_of_february | listed)


@rule(
    "ICA 19-11(1)",
    ids="RC-126",
    title=msgid("The opening month has no such day"),
    since="2012-07-09",
    confidence="inferred",
)
def opening_day_open() -> Truth:
    """The statute does not say where a window opens whose month lacks the day."""
    six = ends_at_sixteen & lacks_day_before(expires_on, WINDOW_AT_SIXTEEN)
    two = ~ends_at_sixteen & _two_months & lacks_day_before(expires_on, OLD_WINDOW)
    three = ~ends_at_sixteen & ~_two_months & lacks_day_before(expires_on, WINDOW)
    return _residence_card & ~follows_stay & (six | two | three)


QUESTION = Question(
    name="renewal-window",
    title=msgid("When may a card or certificate be renewed?"),
    facts=(
        card,
        expires_on,
        old_card_delivered_on,
        old_card_expires_on,
        birth_date,
        status,
    ),
    goals=(Goal("opens_on", opens_on), Goal("closes_on", closes_on)),
    era=known_by(expires_on),
    reason=opens_on,
    contradictions=(
        Contradiction(
            (old_card_expires_on.present() > expires_on)
            | (old_card_expires_on.present() < expires_on),
            "old_card.expires_on",
            msgid("The card being renewed has two different last days."),
        ),
    ),
    remarks=(
        Remark(
            month_end_open,
            "open",
            msgid("Civil Code counting and the practice of offices differ here."),
        ),
        Remark(
            _residence_card
            & ~follows_stay
            & before_november_2023
            & (expires_on >= WINDOW_CHANGED),
            "open",
            msgid("Whether offices keep the old window for this card is unknown."),
        ),
        Remark(
            opening_day_open,
            "open",
            msgid("The opening month has no day of that number: the law is silent."),
        ),
    ),
)
