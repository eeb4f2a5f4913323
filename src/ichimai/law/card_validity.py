"""How long a card is valid (有効期間): ICA 19-5 and 19-15-3, SPA 9 and 16-3.

The text in force from 14 June 2026. Cards delivered before it keep what the old text
gave them (`law.card_validity_before_2026`); the day of delivery chooses, and where a
line names no day at all, the day from which the question is looked at.

Three things to see at a glance: an ordinary card, and a specified card that comes with
a permission, count from delivery; a specified card asked for with another filing counts
from filing; every renewal of validity counts from the old card's last day.
"""

from typing import Any

from ichimai.errors import msgid
from ichimai.law import card_validity_before_2026 as before_2026
from ichimai.law.carriers import ORDINARY_ORIGINS, PERMISSIONS, SPECIFIED_CARRIERS
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
    is_hsp_2,
    is_permanent_resident,
    of_residence,
)
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure
from ichimai.model.status import Status
from ichimai.rules.calendar import birthday, eve, nth_birthday_after, reached
from ichimai.rules.graph import NO_DAY, Table, Truth, cases, otherwise, when
from ichimai.rules.question import Contradiction, Goal, Question, Remark
from ichimai.rules.rule import rule, stand_in

specified = card.one_of(*SPECIFIED_CARRIERS)
certificate = card.one_of(
    CardKind.SPECIAL_PERMANENT, CardKind.SPECIFIED_SPECIAL_PERMANENT
)
window_renewal = procedure.is_(Procedure.VALIDITY_RENEWAL)
# SPA 12 has one consequence for both its paragraphs; ICA 19-11 has not.
certificate_renewal = procedure.one_of(
    Procedure.VALIDITY_RENEWAL, Procedure.EARLY_RENEWAL
)
old_expiry = old_card_expires_on.present()
unlimited = is_permanent_resident | is_hsp_2
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
def not_a_carrier() -> Table:
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


def _old_card_ends_before_sixteenth() -> Truth:
    eve_of_sixteenth = eve(birthday(birth_date, 16))
    # The new law ends such cards on birthdays only: one that ends on the eve of the
    # 16th is of the old law by that alone, unless its delivery says otherwise.
    old_law = ~old_card_delivered_on.given() | (
        old_card_delivered_on.present() < FIRST_DAY
    )
    return old_expiry.is_(eve_of_sixteenth) & old_law


@rule(
    "ICA suppl. 59/2024 2(3)",
    ids="RC-137",
    title=msgid("The old card ends on the eve of the 16th birthday under the old law"),
    since="2026-06-14",
)
def child_card_of_old_law() -> Truth:
    """A residence card delivered before 14 June 2026 to somebody under sixteen."""
    return _old_card_ends_before_sixteenth()


@rule(
    "SPA suppl. 59/2024 3(3)",
    ids="RC-137",
    title=msgid("The old certificate ends on the eve of the 16th birthday"),
    since="2026-06-14",
)
def child_certificate_of_old_law() -> Truth:
    """The same of a special permanent resident's certificate."""
    return _old_card_ends_before_sixteenth()


_old_card_ends_at_eighteenth = old_expiry.is_(birthday(birth_date, 18))

# No card is delivered under this text before its first day, and none was filed for
# before there were cards: whoever was of age then need not name a day for the age.
_adult_under_this_text = reached(birth_date, 18, FIRST_DAY)
_adult_before_there_were_cards = reached(birth_date, 18, before_2026.FIRST_CARD)


@rule(
    "ICA 19-5(1)",
    ids="RC-127",
    title=msgid("The day from which a residence card is counted"),
    since="2026-06-14",
)
def counted_from() -> Table:
    """Delivery; for a renewal in the window the old card's last day."""
    return cases(
        when(
            window_renewal,
            old_expiry,
            "ICA 19-5(1)",
            key="old-expiry",
            says=msgid("A renewal in the window counts from the old card's last day."),
        ),
        otherwise(
            delivered_on,
            "ICA 19-5(1)",
            key="delivery",
            says=msgid("It counts from the day of delivery."),
        ),
    )


@rule(
    "ICA 19-5(1)",
    ids="RC-125",
    title=msgid("Last day of a residence card"),
    since="2026-06-14",
)
def residence_card() -> Table:
    """ICA 19-5(1); the card of somebody with a dated stay follows the stay."""
    tenth = nth_birthday_after(birth_date, counted_from, 10)
    return cases(
        when(
            ~unlimited,
            stay_ends_on,
            "ICA 19-5(1)(iii)",
            key="end-of-stay",
            says=msgid("The card ends with the period of stay, at any age."),
            rules=("RC-133",),
        ),
        when(
            is_hsp_2 | _adult_under_this_text | reached(birth_date, 18, delivered_on),
            tenth,
            "ICA 19-5(1)(i)",
            key="tenth-birthday",
            says=msgid("Permanent resident of 18 or more, or HSP (ii): 10th birthday."),
            rules=("RC-128",),
        ),
        when(
            window_renewal & _old_card_ends_at_eighteenth,
            tenth,
            "ICA 19-5(1)(ii)",
            key="old-card-ends-at-eighteenth",
            says=msgid("The old card ends on the 18th birthday: 10th birthday."),
            rules=("RC-129",),
        ),
        when(
            window_renewal & child_card_of_old_law,
            nth_birthday_after(birth_date, counted_from, 6),
            "ICA suppl. 59/2024 2(3)",
            key="sixth-birthday",
            says=msgid("The old card ends on the eve of the 16th birthday: 6th one."),
            rules=("RC-137",),
        ),
        otherwise(
            nth_birthday_after(birth_date, counted_from, 5),
            "ICA 19-5(1)(ii)",
            key="fifth-birthday",
            says=msgid("Permanent resident under 18: 5th birthday."),
            rules=("RC-129",),
        ),
    )


@rule(
    "ICA 19-15-3(1)",
    ids="RC-127",
    title=msgid("The day from which a specified residence card is counted"),
    since="2026-06-14",
)
def specified_counted_from() -> Table:
    """Filing; for a renewal in the window the old card's last day."""
    return cases(
        when(
            window_renewal,
            old_expiry,
            "ICA 19-15-3(1)",
            key="old-expiry",
            says=msgid("A renewal in the window counts from the old card's last day."),
        ),
        otherwise(
            filed_on,
            "ICA 19-15-3(1)",
            key="filing",
            says=msgid("It counts from the day of filing."),
        ),
    )


@rule(
    "ICA 19-15-3(1)",
    ids="RC-125",
    title=msgid("Last day of a specified residence card"),
    since="2026-06-14",
)
def specified_residence_card() -> Table:
    """ICA 19-15-3(1) for card procedures and address filings; otherwise 19-5(1)."""
    tenth = nth_birthday_after(birth_date, specified_counted_from, 10)
    return cases(
        when(
            ~unlimited,
            stay_ends_on,
            "ICA 19-5(1)(iii)",
            key="end-of-stay",
            says=msgid("The card ends with the period of stay, at any age."),
            rules=("RC-133",),
        ),
        when(
            procedure.one_of(*PERMISSIONS),
            residence_card,
            "ICA 19-5(1)",
            key="with-a-permission",
            says=msgid("It comes with a permission: counted as an ordinary card is."),
            rules=("RC-132",),
        ),
        when(
            is_hsp_2
            | _adult_before_there_were_cards
            | reached(birth_date, 18, filed_on),
            tenth,
            "ICA 19-15-3(1)(i)",
            key="tenth-birthday",
            says=msgid("Permanent resident of 18 or more, or HSP (ii): 10th birthday."),
            rules=("RC-130",),
        ),
        when(
            window_renewal & _old_card_ends_at_eighteenth,
            tenth,
            "ICA 19-15-3(1)(ii)",
            key="old-card-ends-at-eighteenth",
            says=msgid("The old card ends on the 18th birthday: 10th birthday."),
            rules=("RC-131",),
        ),
        otherwise(
            # The 6th birthday of the supplementary provision names 19-5(1)(ii) only.
            nth_birthday_after(birth_date, specified_counted_from, 5),
            "ICA 19-15-3(1)(ii)",
            key="fifth-birthday",
            says=msgid("Permanent resident under 18: 5th birthday."),
            rules=("RC-131",),
        ),
    )


@rule(
    "SPA 9",
    ids="RC-138",
    title=msgid("The day that decides the age of a special permanent resident"),
    since="2026-06-14",
)
def certificate_day() -> Table:
    """Filing; the day of delivery where a specified certificate is returned."""
    return cases(
        when(
            procedure.is_(Procedure.RETURN_OF_SPECIFIED),
            delivered_on,
            "SPA 16-3(4)",
            key="returned",
            says=msgid("On return of a specified certificate: the day of delivery."),
            rules=("RC-139",),
        ),
        otherwise(
            filed_on,
            "SPA 9",
            key="filing",
            says=msgid("The day of filing."),
            rules=("RC-138",),
        ),
    )


@rule(
    "SPA 9",
    ids="RC-138",
    title=msgid("Last day of a special permanent resident certificate"),
    since="2026-06-14",
)
def special_permanent_certificate() -> Table:
    """SPA 9 for ordinary and specified certificates alike."""
    under_18 = ~(
        _adult_before_there_were_cards | reached(birth_date, 18, certificate_day)
    )
    young_renewal = (
        certificate_renewal & under_18 & (old_expiry < birthday(birth_date, 18))
    )
    return cases(
        when(
            young_renewal & child_certificate_of_old_law,
            nth_birthday_after(birth_date, old_expiry, 6),
            "SPA suppl. 59/2024 3(3)",
            key="sixth-birthday",
            says=msgid("The old card ends on the eve of the 16th birthday: 6th one."),
            rules=("RC-137",),
        ),
        when(
            young_renewal,
            nth_birthday_after(birth_date, old_expiry, 5),
            "SPA 9(i)",
            key="fifth-birthday-after-old-expiry",
            says=msgid("Renewal under 18: 5th birthday after the old last day."),
        ),
        when(
            certificate_renewal,
            nth_birthday_after(birth_date, old_expiry, 10),
            "SPA 9(ii)",
            key="tenth-birthday-after-old-expiry",
            says=msgid("Renewal: 10th birthday after the old last day."),
        ),
        when(
            under_18,
            nth_birthday_after(birth_date, certificate_day, 5),
            "SPA 9(i)",
            key="fifth-birthday",
            says=msgid("Under 18: 5th birthday."),
        ),
        otherwise(
            nth_birthday_after(birth_date, certificate_day, 10),
            "SPA 9(ii)",
            key="tenth-birthday",
            says=msgid("18 or more: 10th birthday."),
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
def residence_card_over_time() -> Table:
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
def certificate_over_time() -> Table:
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
    ids="RC-125",
    title=msgid("Last day of the card"),
    since="2012-07-09",
)
def expires_on() -> Table:
    """The card is valid through the end of this day."""
    return cases(
        when(
            not_a_carrier,
            NO_DAY,
            key="not-a-carrier",
            says=msgid("This filing does not end in the delivery of that card."),
        ),
        when(
            law_on < before_2026.FIRST_CARD,
            NO_DAY,
            "ICA 19-3",
            key="before-first-day",
            says=msgid("There was no such card before 9 July 2012."),
            rules=("RC-001",),
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
def my_number_ends_on() -> Table:
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
def eve_of_age() -> Any:
    """Open: statute completes an age at the end of the eve, the articles test a day.

    Only where the answer turns on the age at all.
    """
    eighteenth = birthday(birth_date, 18)
    by_filing = specified & ~procedure.one_of(*PERMISSIONS)
    decides = (by_filing & filed_on.is_(eve(eighteenth))) | (
        ~by_filing & delivered_on.is_(eve(eighteenth))
    )
    resident = (
        is_permanent_resident
        & decides
        & ~(window_renewal & _old_card_ends_at_eighteenth)
    )
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
            specified & (filed_on < FIRST_DAY) & (law_on >= FIRST_DAY),
            "open",
            msgid(
                "Whether a request may join a filing made before 14 June 2026 is open."
            ),
        ),
    ),
)
