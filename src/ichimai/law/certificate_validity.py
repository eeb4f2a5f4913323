"""How long an electronic certificate is valid: JPKI-MO 13 (signature) and 49 (user).

The earliest of a birthday, the card's end and, for the signature, the end of the user
authentication certificate. Whoever replaces a certificate in its last three months
gets the sixth birthday instead of the fifth and so loses nothing.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import (
    CERTIFICATE_BIRTHDAY,
    CERTIFICATE_BIRTHDAY_IN_WINDOW,
    CERTIFICATE_WINDOW,
    FIRST_CERTIFICATES,
    SIGNATURE_AGE,
)
from ichimai.law.eras import known_by
from ichimai.model.filing import CertificateUse
from ichimai.rules.calendar import (
    common_year,
    earliest,
    falls_on,
    months_before,
    nth_birthday_after,
    period_end,
    reached,
)
from ichimai.rules.fact import choice_fact, day_fact
from ichimai.rules.graph import NO_DAY, Day, Truth, days, months
from ichimai.rules.question import Contradiction, Goal, Question, Remark
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

certificate = choice_fact("certificate", msgid("Which certificate?"), CertificateUse)
issued_on = day_fact("issued_on", msgid("On which day is it issued?"))
birth_date = day_fact("birth_date", msgid("On which day was the person born?"))
card_ends_on = day_fact(
    "card_ends_on", msgid("What is the last day of the card's My Number side?")
)
user_authentication_ends_on = day_fact(
    "user_authentication_ends_on",
    msgid("What is the last day of the user certificate, if there is one?"),
    optional=True,
)
renewal_of_ends_on = day_fact(
    "renewal_of_ends_on",
    msgid("What is the last day of the certificate being replaced, if any?"),
    optional=True,
)

_signature = certificate.is_(CertificateUse.SIGNATURE)


def _replaces_in_window() -> Truth:
    """Less than three months left, counted as offices do: from the day after.

    The old certificate must still be alive; after its end there is nothing to replace.
    """
    ends_on = renewal_of_ends_on.present()
    opens_on = months_before(ends_on, CERTIFICATE_WINDOW) + days(1)
    return (
        renewal_of_ends_on.exists() & (opens_on <= issued_on) & (issued_on <= ends_on)
    )


def _card_ends_before_any_birthday() -> Truth:
    """Whoever it is: the fifth birthday comes more than four years after the issue."""
    years = CERTIFICATE_BIRTHDAY - 1
    return card_ends_on <= period_end(issued_on, months(12 * years))


_BIRTHDAY = msgid("The birthday that limits the certificate")


def _birthday_limit(provision: str, identifier: str) -> Table[Day]:
    """29 February is taken as the card's rule takes it (MN-182)."""
    return cases(
        when(
            _replaces_in_window(),
            nth_birthday_after(birth_date, issued_on, CERTIFICATE_BIRTHDAY_IN_WINDOW),
            provision,
            key="sixth-birthday",
            says=msgid("It replaces one in its last three months: 6th birthday."),
            rules=(identifier, "MN-104"),
        ),
        otherwise(
            nth_birthday_after(birth_date, issued_on, CERTIFICATE_BIRTHDAY),
            provision,
            key="fifth-birthday",
            says=msgid("5th birthday after issue."),
            rules=(identifier,),
        ),
    )


@rule("JPKI-MO 13(i)", ids="MN-181", title=_BIRTHDAY, since="2016-01-01")
def signature_birthday() -> Table[Day]:
    """Item (i) for the signature certificate."""
    return _birthday_limit("JPKI-MO 13(i)", "MN-181")


@rule("JPKI-MO 49(i)", ids="MN-180", title=_BIRTHDAY, since="2016-01-01")
def user_authentication_birthday() -> Table[Day]:
    """Item (i) for the user authentication certificate."""
    return _birthday_limit("JPKI-MO 49(i)", "MN-180")


@rule(
    "JPKI-MO 49",
    ids="MN-180",
    title=msgid("Last day of a user authentication certificate"),
    since="2016-01-01",
)
def user_authentication() -> Table[Day]:
    """The birthday or the end of the card, the earlier."""
    return cases(
        when(
            _card_ends_before_any_birthday()
            | (card_ends_on < user_authentication_birthday),
            card_ends_on,
            "JPKI-MO 49",
            key="end-of-card",
            says=msgid("The card ends first."),
        ),
        otherwise(
            user_authentication_birthday,
            "JPKI-MO 49(i)",
            key="birthday",
            says=msgid("The birthday comes first."),
        ),
    )


@rule(
    "JPKI-MO 13",
    ids=("MN-181", "RC-231"),
    title=msgid("Last day of a signature certificate"),
    since="2016-01-01",
)
def signature() -> Table[Day]:
    """Never later than the user authentication certificate beside it."""
    beside = user_authentication_ends_on.present()
    return cases(
        when(
            user_authentication_ends_on.exists()
            & (beside < earliest(signature_birthday, card_ends_on)),
            beside,
            "JPKI-MO 13",
            key="end-of-user-authentication",
            says=msgid("The user authentication certificate ends first."),
        ),
        when(
            signature_birthday <= card_ends_on,
            signature_birthday,
            "JPKI-MO 13(i)",
            key="birthday",
            says=msgid("The birthday comes first."),
        ),
        otherwise(
            card_ends_on,
            "JPKI-MO 13",
            key="end-of-card",
            says=msgid("The card ends first."),
        ),
    )


@rule(
    "JPKI-MO 13",
    "JPKI-MO 49",
    ids=("MN-180", "MN-181"),
    title=msgid("Last day of the certificate"),
    since="2016-01-01",
)
def expires_on() -> Table[Day]:
    """Fixed at issue: a later extension of the card does not move it (MN-125)."""
    before_cards = issued_on < FIRST_CERTIFICATES
    return cases(
        when(
            _signature & before_cards,
            NO_DAY,
            "JPKI 3",
            key="sources-silent",
            says=msgid("Of certificates before 1 January 2016 nothing was read."),
            rules=("MN-175",),
        ),
        when(
            before_cards,
            NO_DAY,
            "JPKI 22",
            key="before-first-day",
            says=msgid("There was no such certificate yet."),
            rules=("MN-175",),
        ),
        when(
            _signature,
            signature,
            key="signature",
            says=msgid("It is a signature certificate."),
        ),
        otherwise(
            user_authentication,
            key="user-authentication",
            says=msgid("It is a user authentication certificate."),
        ),
    )


@rule(
    "JPKI-MO 13",
    ids="MN-182",
    title=msgid("The answer rests on a 28 February that no clause names"),
    since="2016-01-01",
    confidence="inferred",
)
def leap_day_open() -> Truth:
    """Born on 29 February, and the birthday, one for both kinds, is the limit."""
    rests = common_year(signature_birthday) | (
        falls_on(issued_on, (2, 28)) & common_year(issued_on)
    )
    decides = expires_on.exists() & expires_on.present().is_(signature_birthday)
    born_then = falls_on(birth_date, (2, 29))
    return ~_card_ends_before_any_birthday() & born_then & decides & rests


@rule(
    "CC 140",
    "CC 143(2)",
    ids="MN-104",
    title=msgid("Whether less than three months were left is counted in two ways"),
    since="2016-01-01",
    confidence="inferred",
)
def window_open() -> Truth:
    """Issued on a day on which the practice of offices and Civil Code counting part.

    Only where the fifth birthday would come before every other limit: then the sixth
    is another day.
    """
    old_ends_on, beside = renewal_of_ends_on.present(), user_authentication_ends_on
    by_code = period_end(issued_on, CERTIFICATE_WINDOW) > old_ends_on
    by_practice = _replaces_in_window()
    apart = (by_practice & ~by_code) | (~by_practice & by_code)
    alive = renewal_of_ends_on.exists() & (issued_on <= old_ends_on)
    fifth = nth_birthday_after(birth_date, issued_on, CERTIFICATE_BIRTHDAY)
    other_end = _signature & beside.exists() & (beside.present() <= fifth)
    decides = ~_card_ends_before_any_birthday() & (fifth < card_ends_on) & ~other_end
    return expires_on.exists() & alive & apart & decides


QUESTION = Question(
    name="certificate-validity",
    title=msgid("How long is an electronic certificate valid?"),
    facts=(
        certificate,
        issued_on,
        birth_date,
        card_ends_on,
        user_authentication_ends_on,
        renewal_of_ends_on,
    ),
    goals=(Goal("expires_on", expires_on),),
    era=known_by(issued_on),
    reason=expires_on,
    contradictions=(
        Contradiction(
            birth_date > issued_on,
            "birth_date",
            msgid("The birth is later than the issue."),
        ),
    ),
    remarks=(
        Remark(
            _signature & ~reached(birth_date, SIGNATURE_AGE, issued_on),
            "note",
            "under-15-by-practice",
        ),
        Remark(
            leap_day_open,
            "open",
            msgid("No clause says when a certificate's 29 February birthday falls."),
        ),
        Remark(
            window_open,
            "open",
            msgid("Civil Code counting and the practice of offices differ here."),
        ),
    ),
)
