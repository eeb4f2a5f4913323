"""How long a card is valid (有効期間): ICA 19-5 and 19-15-3, SPA 9 and 16-3.

The text in force from 14 June 2026. Cards delivered before it keep what the old text
gave them (`law.card_validity.before_2026`); the day of delivery chooses, and where a
line names no day at all, the day from which the question is looked at.

The two acts stand in modules of their own; here is what joins them: which filing ends
in which card, which law governs, and the day printed on either side.
"""

from ichimai.errors import msgid
from ichimai.law.card_validity import before_2026
from ichimai.law.card_validity.residents import (
    residence_card,
    specified_residence_card,
)
from ichimai.law.card_validity.special_permanents import (
    certificate_day,
    special_permanent_certificate,
)
from ichimai.law.carriers import ORDINARY_ORIGINS, PERMISSIONS, SPECIFIED_CARRIERS
from ichimai.law.eras import known_from_first_card
from ichimai.law.facts import (
    FIRST_DAY,
    as_of,
    birth_date,
    card,
    delivered_on,
    filed_on,
    old_card_delivered_on,
    old_card_expires_on,
    procedure,
    status,
    stay_ends_on,
)
from ichimai.law.holders import (
    NOT_RESIDENT,
    is_permanent_resident,
    of_residence,
)
from ichimai.law.replaced_card import (
    certificate_renewal,
    ends_at_eighteenth,
    old_expiry,
    window_renewal,
)
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from ichimai.rules.calendar import birthday, eve
from ichimai.rules.graph import NO_DAY, Day, Truth
from ichimai.rules.question import Contradiction, Goal, Question, Remark
from ichimai.rules.rule import rule, stand_in
from ichimai.rules.table import Table, cases, otherwise, when

specified = card.one_of(*SPECIFIED_CARRIERS)
certificate = card.one_of(
    CardKind.SPECIAL_PERMANENT, CardKind.SPECIFIED_SPECIAL_PERMANENT
)
law_on = stand_in(delivered_on, filed_on, as_of)


_LISTED = msgid("The law names the filings that end in this card.")


def _ends_in(kind: CardKind) -> Truth:
    filings = {**SPECIFIED_CARRIERS, **ORDINARY_ORIGINS}[kind]
    return procedure.one_of(*filings)


@rule(
    "ICA 19-15-2(1)",
    "SPA 16-2(1)",
    ids=("RC-031", "RC-033", "RC-035"),
    title=msgid("This filing does not end in that card"),
    since="2012-07-09",
)
def not_a_carrier() -> Table[Truth]:
    """A pair of card and filing that the law does not join."""
    too_early = law_on < FIRST_DAY
    return cases(
        when(
            card.is_(CardKind.SPECIFIED_RESIDENCE),
            ~_ends_in(CardKind.SPECIFIED_RESIDENCE) | too_early,
            "ICA 19-15-2(1)",
            "ICA 19-15-2(2)",
            key="specified-residence-card",
            says=_LISTED,
            rules=("RC-031", "RC-033", "RC-035"),
        ),
        when(
            card.is_(CardKind.SPECIFIED_SPECIAL_PERMANENT),
            ~_ends_in(CardKind.SPECIFIED_SPECIAL_PERMANENT) | too_early,
            "SPA 16-2(1)",
            "SPA 16-2(2)",
            "SPA 16-2(3)",
            key="specified-certificate",
            says=_LISTED,
            rules=("RC-036", "RC-037", "RC-038"),
        ),
        when(
            card.is_(CardKind.SPECIAL_PERMANENT),
            ~_ends_in(CardKind.SPECIAL_PERMANENT),
            "SPA 7",
            key="certificate",
            says=_LISTED,
            rules=("RC-003",),
        ),
        otherwise(
            ~_ends_in(CardKind.RESIDENCE),
            "ICA 19-3",
            key="residence-card",
            says=_LISTED,
            rules=("RC-001", "RC-157"),
        ),
    )


_OLD_LAW = msgid("Delivered before 14 June 2026: it keeps the old law's last day.")
_LAW_IN_FORCE = msgid("Delivered from 14 June 2026: the amended law.")


@rule(
    "ICA suppl. 59/2024 2(1)",
    ids="RC-136",
    title=msgid("Last day of a residence card, by the law of its delivery"),
    since="2012-07-09",
)
def residence_card_over_time() -> Table[Day]:
    """Cards delivered before 14 June 2026 keep their last day."""
    return cases(
        when(
            law_on < FIRST_DAY,
            before_2026.residence_card,
            "ICA suppl. 59/2024 2(1)",
            key="old-law",
            says=_OLD_LAW,
        ),
        otherwise(residence_card, key="law-in-force", says=_LAW_IN_FORCE),
    )


@rule(
    "SPA suppl. 59/2024 3(1)",
    ids="RC-136",
    title=msgid("Last day of a certificate, by the law of its delivery"),
    since="2012-07-09",
)
def certificate_over_time() -> Table[Day]:
    """Certificates delivered before 14 June 2026 keep their last day."""
    return cases(
        when(
            law_on < FIRST_DAY,
            before_2026.special_permanent_certificate,
            "SPA suppl. 59/2024 3(1)",
            key="old-law",
            says=_OLD_LAW,
        ),
        otherwise(
            special_permanent_certificate, key="law-in-force", says=_LAW_IN_FORCE
        ),
    )


@rule(
    "ICA 19-5(1)",
    "ICA 19-15-3(1)",
    "SPA 9",
    ids=("RC-125", "MN-147"),
    title=msgid("Last day of the card"),
    since="2012-07-09",
)
def expires_on() -> Table[Day]:
    """The card is valid through the end of this day."""
    return cases(
        when(
            not_a_carrier,
            NO_DAY,
            key="not-a-carrier",
            says=msgid("This filing does not end in the delivery of that card."),
        ),
        when(
            certificate,
            certificate_over_time,
            key="special-permanent-resident-certificate",
            says=msgid("It is a certificate of a special permanent resident."),
        ),
        when(
            ~is_permanent_resident & status.one_of(*NOT_RESIDENT),
            NO_DAY,
            "ICA 19-3",
            key="not-mid-to-long-term",
            says=msgid("Nobody is given a residence card with this status."),
            rules=("RC-002",),
        ),
        when(
            specified,
            specified_residence_card,
            key="specified-residence-card",
            says=msgid("It is a specified residence card."),
        ),
        otherwise(
            residence_card_over_time,
            key="residence-card",
            says=msgid("It is an ordinary residence card."),
        ),
    )


@rule(
    "FORM 4(1)",
    "FORM-S 4",
    ids="RC-140",
    title=msgid("Last day of the My Number side"),
    since="2026-06-14",
)
def my_number_ends_on() -> Table[Day]:
    """That of the card itself, without the extensions that the law gives it."""
    return cases(
        when(
            not_a_carrier,
            NO_DAY,
            key="not-a-carrier",
            says=msgid("This filing does not end in the delivery of that card."),
        ),
        when(
            certificate,
            expires_on,
            "FORM-S 4",
            key="with-the-certificate",
            says=msgid("It ends with the certificate."),
        ),
        otherwise(
            expires_on,
            "FORM 4(1)",
            key="with-the-card",
            says=msgid("It ends with the card's own validity."),
        ),
    )


@rule(
    "CC 143(2)",
    "AGE 1",
    ids="RC-142",
    title=msgid("The day that decides falls on the eve of the birthday"),
    since="2012-07-09",
    confidence="inferred",
)
def eve_of_age() -> Truth:
    """Open: statute completes an age at the end of the eve, the articles test a day.

    Only where the answer turns on the age at all.
    """
    eighteenth = birthday(birth_date, 18)
    by_filing = specified & ~procedure.one_of(*PERMISSIONS)
    decides = (by_filing & filed_on.is_(eve(eighteenth))) | (
        ~by_filing & delivered_on.is_(eve(eighteenth))
    )
    resident = is_permanent_resident & decides & ~(window_renewal & ends_at_eighteenth)
    special = certificate_day.is_(eve(eighteenth)) & ~(
        certificate_renewal & (old_expiry >= eighteenth)
    )
    today = (certificate & special) | (~certificate & resident)
    return ~not_a_carrier & (
        ((law_on >= FIRST_DAY) & today)
        | ((law_on < FIRST_DAY) & before_2026.eve_of_sixteenth(certificate))
    )


QUESTION = Question(
    name="card-validity",
    title=msgid("How long is the card valid?"),
    facts=(
        card,
        status,
        birth_date,
        procedure,
        filed_on,
        delivered_on,
        old_card_delivered_on,
        old_card_expires_on,
        stay_ends_on,
    ),
    goals=(
        Goal("expires_on", expires_on),
        Goal("my_number_ends_on", my_number_ends_on, only_if=specified),
    ),
    era=known_from_first_card(law_on),
    reason=expires_on,
    contradictions=(
        Contradiction(
            certificate & of_residence,
            "status",
            msgid("The card is a special permanent resident's, the status is not."),
        ),
        Contradiction(
            ~certificate & status.is_(Status.SPECIAL_PERMANENT_RESIDENT),
            "status",
            msgid("The status is a special permanent resident's, the card is not."),
        ),
        Contradiction(
            ~certificate
            & procedure.is_(Procedure.PERMANENT_RESIDENCE)
            & ~status.is_(Status.PERMANENT_RESIDENT),
            "status",
            msgid("After permission for permanent residence the status is that one."),
        ),
        Contradiction(
            (birth_date > filed_on) | (birth_date > delivered_on),
            "birth_date",
            msgid("The birth is later than the filing or the delivery."),
        ),
        Contradiction(
            old_card_delivered_on.present() > delivered_on,
            "old_card.delivered_on",
            msgid("The card that is being replaced was delivered after the new one."),
        ),
    ),
    remarks=(
        Remark(eve_of_age, "reason", "eve-of-age"),
        Remark(
            eve_of_age,
            "open",
            msgid("Whether an age is reached on the eve of the birthday is open."),
        ),
        Remark(
            specified & (filed_on < FIRST_DAY) & (law_on >= FIRST_DAY),
            "open",
            msgid(
                "Whether a request may join a filing made before 14 June 2026 is open."
            ),
        ),
    ),
)
