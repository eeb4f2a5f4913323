"""What an event does to the two certificates: JPKI 12 and 31, JPKI-MO 17 and 53.

The signature certificate says who and where one is, so it ends when that changes; the
user authentication certificate names nobody and outlives a move. Both end with the card
that they are on. An extension of the card leaves them their own last day.
"""

from ichimai.errors import msgid
from ichimai.law.events.ends import by_extension
from ichimai.law.events.facts import (
    Effect,
    Event,
    event,
    event_on,
    has_number,
    in_force,
    number_rows,
    row,
    signature_ends_on,
    user_authentication_ends_on,
)
from ichimai.law.events.number_side import goes_on, is_void, my_number_void_from
from ichimai.rules.graph import NO_DAY, Choice, Day, days, word
from ichimai.rules.rule import rule
from ichimai.rules.table import Item, Table, cases, otherwise, when

_CHANGES = (Event.MOVE_WITHIN, Event.MOVE_OUT, Event.NAME_CHANGE)


def _with_the_card() -> tuple[Item[Choice], ...]:
    """What both certificates share: they follow the card to its end."""
    return (
        row(
            (Event.FOUND_AFTER_REISSUE,),
            Effect.NOT_APPLICABLE,
            "JPKI-MO 17",
            "JPKI-MO 53",
            key="on-the-new-card",
            says=msgid("The certificates are on the new card."),
            rules=("MN-231", "RC-232"),
        ),
        when(
            goes_on,
            word(Effect.NEW_CARD),
            "JPKI 3-3",
            "JPKI 22-3",
            key="new-certificates",
            says=msgid("The new card brings certificates of its own."),
            rules=("MN-196", "RC-230", "RC-232"),
        ),
        when(
            by_extension & ~is_void,
            word(Effect.REISSUE),
            "JPKI-MO 13",
            "JPKI-MO 49",
            key="own-last-day",
            says=msgid("An extension of the card leaves it its own last day."),
            rules=("MN-125",),
        ),
        when(
            is_void,
            word(Effect.VOID),
            "JPKI-MO 17",
            "JPKI-MO 53",
            key="with-the-card",
            says=msgid("It ends with the card that it is on."),
            rules=("MN-190", "RC-232"),
        ),
        row(
            (Event.DAMAGE,),
            Effect.VOID,
            "JPKI 9(1)",
            "JPKI 28(1)",
            key="report-of-damage",
            says=msgid("A report that the card cannot be used ends it."),
            rules=("MN-189",),
        ),
    )


_STOPPED = (Event.LOSS_REPORTED, Event.LOSS_REISSUE)


@rule(
    "JPKI 12",
    "JPKI-MO 17",
    ids=("MN-185", "MN-187"),
    title=msgid("What becomes of the signature certificate"),
    since="2015-10-05",
)
def signature() -> Table[Choice]:
    """It names name, birth date, sex and address, and ends with any of them."""
    return number_rows(
        *_with_the_card(),
        row(
            _CHANGES,
            Effect.REISSUE,
            "JPKI 12",
            "JPKI 15(1)(ii)",
            key="entries-changed",
            says=msgid("What it says of its holder has changed."),
            rules=("MN-185", "MN-187", "RC-159"),
        ),
        row(
            (*_STOPPED, Event.FOUND_BEFORE_REISSUE),
            Effect.REISSUE,
            "JPKI 9(1)",
            key="issued-anew-after-a-stop",
            says=msgid("After a stop it has to be issued anew."),
            rules=("MN-191", "MN-234"),
        ),
        row(
            (Event.NATURALISATION,),
            Effect.REISSUE,
            "JPKI 12",
            key="record-deleted",
            says=msgid("The record of a foreign resident is deleted."),
            rules=("MN-187",),
        ),
        row(
            (Event.LOCK_SIGNATURE,),
            Effect.LOCKED,
            "JPKI-MO 42",
            key="locked",
            says=msgid("Five wrong PINs lock it; it is not void."),
            rules=("MN-165", "MN-167"),
        ),
        row(
            (Event.FIFTEENTH_BIRTHDAY,),
            Effect.ON_REQUEST,
            "JPKI 3",
            key="may-now-be-requested",
            says=msgid("From fifteen it may be asked for."),
            rules=("MN-183", "MN-184", "RC-234"),
        ),
        cite="JPKI 12",
        rule="MN-185",
    )


@rule(
    "JPKI 31",
    "JPKI-MO 53",
    ids=("MN-188", "MN-189"),
    title=msgid("What becomes of the user authentication certificate"),
    since="2015-10-05",
)
def user_authentication() -> Table[Choice]:
    """It survives changes of name and address and a move inside Japan."""
    return number_rows(
        *_with_the_card(),
        row(
            _STOPPED,
            Effect.SUSPENDED,
            "JPKI 28(1)",
            key="stopped-by-telephone",
            says=msgid("It cannot be used while the card is stopped."),
            rules=("MN-191", "MN-234"),
        ),
        row(
            (Event.FOUND_BEFORE_REISSUE,),
            Effect.REISSUE,
            "JPKI 28(1)",
            key="issued-anew-after-a-stop",
            says=msgid("After a stop it has to be issued anew."),
            rules=("MN-191",),
        ),
        row(
            (Event.NATURALISATION,),
            Effect.REISSUE,
            "JPKI 31",
            key="record-deleted",
            says=msgid("The record of a foreign resident is deleted."),
            rules=("MN-188",),
        ),
        row(
            (Event.LOCK_USER_AUTHENTICATION,),
            Effect.LOCKED,
            "JPKI-MO 64",
            key="locked",
            says=msgid("Three wrong PINs lock it; it is not void."),
            rules=("MN-165", "MN-167"),
        ),
        cite="JPKI 31",
        rule="MN-188",
    )


def _own_end(last_day: Day) -> tuple[Item[Day], ...]:
    return (
        *in_force(NO_DAY),
        when(
            has_number & by_extension,
            last_day + days(1),
            "JPKI-MO 13",
            "JPKI-MO 49",
            key="after-its-own-last-day",
            says=msgid("An extension of the card leaves it its own last day."),
            rules=("MN-125",),
        ),
    )


def _with_the_side() -> tuple[Item[Day], ...]:
    return (
        when(
            has_number & is_void,
            my_number_void_from,
            key="with-the-card",
            says=msgid("It ends with the card that it is on."),
        ),
        otherwise(
            NO_DAY,
            "JPKI 12",
            "JPKI 31",
            key="no-day",
            says=msgid("No day is decided by this event."),
        ),
    )


@rule(
    "JPKI 12",
    "JPKI-MO 17",
    ids=("MN-185", "MN-190"),
    title=msgid("Day from which the signature certificate is void"),
    since="2015-10-05",
    confidence="secondary",
)
def signature_void_from() -> Table[Day]:
    """After a change on the register by the next day, as offices say (MN-186)."""
    return cases(
        *_own_end(signature_ends_on),
        when(
            has_number
            & event.one_of(Event.MOVE_WITHIN, Event.NAME_CHANGE)
            & ~is_void
            & ~goes_on,
            event_on + days(1),
            "JPKI 12",
            key="by-the-next-day",
            says=msgid("The change reaches the certificate by the next day."),
            rules=("MN-186",),
        ),
        *_with_the_side(),
    )


@rule(
    "JPKI 31",
    "JPKI-MO 53",
    ids=("MN-188", "MN-190"),
    title=msgid("Day from which the user authentication certificate is void"),
    since="2015-10-05",
)
def user_authentication_void_from() -> Table[Day]:
    """With the card, or on its own last day."""
    return cases(*_own_end(user_authentication_ends_on), *_with_the_side())
