"""How long a card delivered before 14 June 2026 is valid: the old ICA 19-5 and SPA 9.

The supplementary provisions of act 59 of 2024 leave these cards their last day
(RC-136). The old text was read at second hand, and every rule here says so.
"""

from ichimai.errors import msgid
from ichimai.law.card_numbers import OLD_VALIDITY, days_before_sixteenth
from ichimai.law.facts import (
    birth_date,
    delivered_on,
    filed_on,
    old_card_expires_on,
    procedure,
    stay_ends_on,
)
from ichimai.law.holders import is_hsp_2, is_permanent_resident
from ichimai.model.procedure import Procedure
from ichimai.rules.calendar import (
    birthday,
    earliest,
    eve,
    nth_birthday_after,
    period_end_counting,
    reached,
)
from ichimai.rules.graph import Day, Truth
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

_renewal = procedure.one_of(Procedure.VALIDITY_RENEWAL, Procedure.EARLY_RENEWAL)


@rule(
    "ICA suppl. 56/2023 2(1)",
    ids="RC-136",
    title=msgid("Last day of a card given to somebody under sixteen"),
    since="2012-07-09",
    confidence="secondary",
)
def sixteenth() -> Day:
    """The 16th birthday; its eve for cards delivered from 1 November 2023."""
    return birthday(birth_date, 16) - days_before_sixteenth(delivered_on)


@rule(
    "ICA 19-5(1)",
    ids="RC-136",
    title=msgid("A card that ends at sixteen"),
    since="2012-07-09",
    confidence="secondary",
)
def ends_at_sixteen() -> Truth:
    """Under sixteen at delivery, and not delivered on a renewal of validity."""
    return ~reached(birth_date, 16, delivered_on) & ~_renewal


@rule(
    "ICA 19-5(1)",
    ids="RC-136",
    title=msgid("Last day of a residence card under the old law"),
    since="2012-07-09",
    confidence="secondary",
)
def residence_card() -> Table[Day]:
    """Seven years, the sixteenth birthday, or the end of stay."""
    seven_years = period_end_counting(delivered_on, OLD_VALIDITY)
    return cases(
        when(
            is_hsp_2 | (is_permanent_resident & ~ends_at_sixteen),
            seven_years,
            "ICA 19-5(1)(i)",
            key="seven-years",
            says=msgid("Seven years, the day of delivery being the first day."),
        ),
        when(
            is_permanent_resident,
            sixteenth,
            "ICA 19-5(1)(ii)",
            key="sixteenth-birthday",
            says=msgid("Permanent resident under 16: the 16th birthday or its eve."),
        ),
        when(
            ~ends_at_sixteen,
            stay_ends_on,
            "ICA 19-5(1)(iii)",
            key="end-of-stay-under-the-old-law",
            says=msgid("The card ends with the period of stay."),
        ),
        otherwise(
            earliest(stay_ends_on, sixteenth),
            "ICA 19-5(1)(iv)",
            key="end-of-stay-or-sixteenth",
            says=msgid("Under 16: the end of stay or the 16th birthday, the earlier."),
        ),
    )


@rule(
    "SPA 9",
    ids="RC-136",
    title=msgid("Last day of a certificate under the old law"),
    since="2012-07-09",
    confidence="secondary",
)
def special_permanent_certificate() -> Table[Day]:
    """The seventh birthday, or the sixteenth."""
    return cases(
        when(
            _renewal,
            nth_birthday_after(birth_date, old_card_expires_on.present(), 7),
            "SPA 9",
            key="seventh-birthday-after-old-expiry",
            says=msgid("Renewal: 7th birthday after the old last day."),
        ),
        when(
            ends_at_sixteen,
            sixteenth,
            "SPA 9",
            key="sixteenth-birthday",
            says=msgid("Under 16: the 16th birthday or its eve."),
        ),
        otherwise(
            nth_birthday_after(birth_date, filed_on, 7),
            "SPA 9",
            key="seventh-birthday",
            says=msgid("7th birthday after filing."),
        ),
    )


def eve_of_sixteenth(certificate: Truth) -> Truth:
    """Whether delivery on the eve of the 16th birthday decides the answer."""
    follows: Truth = is_permanent_resident | (stay_ends_on > sixteenth)
    resident: Truth = ~is_hsp_2 & follows
    on_eve = delivered_on.is_(eve(birthday(birth_date, 16)))
    return on_eve & ~_renewal & (certificate | resident)
