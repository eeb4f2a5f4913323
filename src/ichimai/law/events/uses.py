"""What an event leaves of the uses of the card: face, health care, shops, log-in.

What works follows the certificates: shops and log-in need the user authentication
certificate, signing the other one. Health care goes on for some months after the
certificate and then by the qualification certificate; the insurance itself never ends
because a card does (MN-259).
"""

from datetime import date

from ichimai.errors import msgid
from ichimai.law.events.ends import by_extension
from ichimai.law.events.facts import (
    Effect,
    Event,
    event,
    event_on,
    has_number,
    in_force,
    law_on,
    number_rows,
    row,
    specified,
    user_authentication_ends_on,
)
from ichimai.law.events.number_side import goes_on, is_void
from ichimai.law.events.residence_side import residence_card
from ichimai.law.limits import GRACE, counted, first_day_of
from ichimai.rules.graph import NO_DAY, NO_WORD, Choice, Day, const, word
from ichimai.rules.rule import rule
from ichimai.rules.table import Item, Table, cases, otherwise, when

_GRACE_FROM: date = first_day_of(GRACE)

_OTHER_CARD = msgid("Its use goes on with the new card.")
_WITH_CARD = msgid("It ends with the card.")
_NEEDS_CERTIFICATE = msgid("It waits until the certificates are issued anew.")
_GOES_TO_NEW = goes_on | event.is_(Event.FOUND_AFTER_REISSUE)


def _taken_over() -> Item[Choice]:
    return when(
        _GOES_TO_NEW,
        word(Effect.NEW_CARD),
        "MNA 18-5(9)",
        "MNA-MO 28(6)",
        key="new-card",
        says=_OTHER_CARD,
        rules=("MN-231", "MN-196"),
    )


@rule(
    "MNA 17(4)",
    "ICA 19-15-4(1)",
    ids=("MN-024", "MN-215", "MN-157"),
    title=msgid("What becomes of the face of the card"),
    since="2015-10-05",
)
def surface() -> Table[Choice]:
    """A specified card stays a residence card to look at while that side is valid."""
    residence_lives = specified & residence_card.present().one_of(
        Effect.OK, Effect.REISSUE
    )
    return number_rows(
        when(
            event.is_(Event.DEATH)
            | event.one_of(Event.FOUND_AFTER_REISSUE)
            | (event.is_(Event.LOSS_REISSUE) & ~specified),
            word(Effect.NOT_APPLICABLE),
            "MNA 17(10)",
            key="nothing-to-show",
            says=msgid("There is no card left to be shown."),
            rules=("MN-227", "MN-245"),
        ),
        _taken_over(),
        when(
            is_void & residence_lives,
            word(Effect.OK),
            "ICA 19-15-4(1)",
            key="still-a-residence-card",
            says=msgid("It is still a residence card."),
            rules=("RC-180",),
        ),
        when(
            is_void,
            word(Effect.VOID),
            "MNA 17(10)",
            key="no-longer-shown",
            says=msgid("A void card shows nothing any more."),
            rules=("MN-106", "MN-247"),
        ),
        when(
            by_extension
            | event.one_of(
                Event.MOVE_WITHIN,
                Event.MOVE_OUT,
                Event.NAME_CHANGE,
                Event.NATURALISATION,
            ),
            word(Effect.UPDATE),
            "MNA 17(7)",
            "MNA 17(8)",
            key="to-be-rewritten",
            says=msgid("What is written on it has changed and is written anew."),
            rules=("MN-023", "MN-211", "MN-215", "MN-157"),
        ),
        row(
            (Event.LOCK_SURFACE,),
            Effect.LOCKED,
            "MNA-MO 33",
            key="locked",
            says=msgid("It cannot be rewritten until the PIN is set anew."),
            rules=("MN-162", "MN-163", "MN-170"),
        ),
        row(
            (Event.LOSS_REPORTED, Event.LOSS_REISSUE),
            Effect.SUSPENDED,
            "MNA 17(9)",
            key="not-to-be-used",
            says=msgid("A card that was reported lost is not to be used."),
            rules=("MN-226",),
        ),
        row(
            (Event.DAMAGE,),
            Effect.REISSUE,
            "MNA-MO 28(1)",
            "ICA 19-13(1)",
            key="damaged",
            says=msgid("A new card may be asked for."),
            rules=("MN-235", "MN-236"),
        ),
        cite="MNA 17(10)",
        rule="MN-197",
    )


_leaves = event.one_of(Event.MOVE_ABROAD, Event.DEPARTURE_FOR_GOOD, Event.DEATH)
_printed_day_passed = event.is_(Event.STAY_EXPIRY) | (by_extension & is_void)


def _health_care_in_force() -> tuple[Item[Choice], ...]:
    silent = when(
        has_number & (law_on < const(_GRACE_FROM)),
        NO_WORD,
        "JPKI 38",
        key="sources-silent",
        says=msgid("Of health care before 2 December 2024 nothing was read."),
        rules=("MN-251",),
    )
    return silent, *in_force(NO_WORD)


@rule(
    "JPKI 38",
    ids=("MN-251", "MN-252", "RC-235"),
    title=msgid("What becomes of its use as an insurance card"),
    since="2024-12-02",
    confidence="secondary",
)
def health_insurance() -> Table[Choice]:
    """Of days before the old insurance cards stopped nothing was read."""
    return number_rows(
        _taken_over(),
        when(
            _leaves,
            word(Effect.ENDS),
            "MNA 17(10)",
            key="insurance-rules",
            says=msgid("The insurance ends by its own rules."),
            rules=("MN-259",),
        ),
        when(
            _printed_day_passed,
            word(Effect.GRACE),
            "JPKI-MO 49",
            key="eligibility-only",
            says=msgid("Eligibility only, while the person is insured."),
            rules=("MN-254", "MN-255", "MN-260", "RC-235"),
        ),
        when(
            is_void
            | event.one_of(Event.LOSS_REPORTED, Event.LOSS_REISSUE, Event.DAMAGE),
            word(Effect.QUALIFICATION_CERTIFICATE),
            "JPKI 38",
            key="qualification-certificate",
            says=msgid("Without the card a qualification certificate serves."),
            rules=("MN-237", "MN-258", "RC-236"),
        ),
        row(
            (Event.NATURALISATION,),
            Effect.STOPS_UNTIL_REISSUE,
            "JPKI 31",
            key="until-reissue",
            says=_NEEDS_CERTIFICATE,
            rules=("MN-252",),
        ),
        cite="JPKI 38",
        rule="MN-252",
        opening=_health_care_in_force(),
    )


@rule(
    "JPKI-MO 49",
    ids=("MN-254", "MN-260", "RC-235"),
    title=msgid("Last day on which the card still shows eligibility"),
    since="2024-12-02",
    confidence="secondary",
)
def insurance_until() -> Table[Day]:
    """The end of the third month after the month in which the certificate ended."""
    return cases(
        *in_force(NO_DAY),
        when(
            has_number & event.is_(Event.STAY_EXPIRY) & (law_on >= _GRACE_FROM),
            counted(GRACE, event_on),
            "JPKI-MO 49",
            key="from-the-end-of-the-stay",
            says=msgid("Until the end of the third month after the certificate's."),
        ),
        when(
            has_number & by_extension & is_void & (law_on >= _GRACE_FROM),
            counted(GRACE, user_authentication_ends_on),
            "JPKI-MO 49",
            key="from-the-end-of-the-certificate",
            says=msgid("Until the end of the third month after the certificate's."),
        ),
        otherwise(
            NO_DAY,
            "JPKI-MO 49",
            key="no-grace",
            says=msgid("No grace runs from this event."),
        ),
    )


def _online(*own: Item[Choice]) -> tuple[Item[Choice], ...]:
    """What every use of the certificates shares; *own* rows come first."""
    return (
        _taken_over(),
        row(
            (Event.DEATH,),
            Effect.ENDS,
            "JPKI 12",
            "JPKI 31",
            key="death",
            says=_WITH_CARD,
            rules=("MN-245",),
        ),
        when(
            is_void
            | event.one_of(Event.LOSS_REPORTED, Event.LOSS_REISSUE, Event.DAMAGE),
            word(Effect.STOPS),
            "JPKI-MO 17",
            "JPKI-MO 53",
            key="certificates-stopped",
            says=msgid("Its certificates cannot be used."),
            rules=("MN-190", "MN-191"),
        ),
        *own,
        when(
            by_extension | event.is_(Event.NATURALISATION),
            word(Effect.STOPS_UNTIL_REISSUE),
            "JPKI-MO 13",
            "JPKI-MO 49",
            key="until-reissue",
            says=_NEEDS_CERTIFICATE,
            rules=("MN-125", "MN-264", "MN-267"),
        ),
    )


_USER_LOCKED = msgid("The user authentication certificate is locked.")


def _user_locked() -> Item[Choice]:
    return row(
        (Event.LOCK_USER_AUTHENTICATION,),
        Effect.STOPS,
        "JPKI-MO 64",
        key="locked",
        says=_USER_LOCKED,
        rules=("MN-165", "MN-264", "MN-267"),
    )


@rule(
    "JPKI 38",
    ids="MN-264",
    title=msgid("What becomes of certificates from a convenience store"),
    since="2015-10-05",
    confidence="secondary",
)
def convenience_store() -> Table[Choice]:
    """The user authentication certificate, and a municipality that holds the record."""
    return number_rows(
        *_online(
            _user_locked(),
            row(
                (Event.MOVE_OUT,),
                Effect.STOPS_UNTIL_MOVE_IN,
                "BRRA 24",
                key="between-two-municipalities",
                says=msgid("The old municipality stops; the new one starts later."),
                rules=("MN-266",),
            ),
        ),
        cite="JPKI 38",
        rule="MN-264",
    )


def _found_again() -> Item[Choice]:
    return row(
        (Event.FOUND_BEFORE_REISSUE,),
        Effect.STOPS_UNTIL_REISSUE,
        "JPKI 28(1)",
        key="after-a-stop",
        says=_NEEDS_CERTIFICATE,
        rules=("MN-191",),
    )


@rule(
    "JPKI 38",
    ids="MN-267",
    title=msgid("What becomes of logging in"),
    since="2015-10-05",
)
def log_in() -> Table[Choice]:
    """With the user authentication certificate and its PIN."""
    return number_rows(
        *_online(_user_locked(), _found_again()), cite="JPKI 38", rule="MN-267"
    )


@rule(
    "JPKI 3",
    ids="MN-267",
    title=msgid("What becomes of signing"),
    since="2015-10-05",
)
def signing() -> Table[Choice]:
    """With the signature certificate and its PIN."""
    return number_rows(
        *_online(
            row(
                (Event.LOCK_SIGNATURE,),
                Effect.STOPS,
                "JPKI-MO 42",
                key="locked",
                says=msgid("The signature certificate is locked."),
                rules=("MN-165",),
            ),
            row(
                (Event.MOVE_WITHIN, Event.MOVE_OUT, Event.NAME_CHANGE),
                Effect.STOPS_UNTIL_REISSUE,
                "JPKI 12",
                key="entries-changed",
                says=_NEEDS_CERTIFICATE,
                rules=("MN-185", "MN-204"),
            ),
            _found_again(),
            row(
                (Event.FIFTEENTH_BIRTHDAY,),
                Effect.ON_REQUEST,
                "JPKI 3",
                key="may-now-be-requested",
                says=msgid("From fifteen it may be asked for."),
                rules=("MN-184",),
            ),
        ),
        cite="JPKI 3",
        rule="MN-267",
    )
