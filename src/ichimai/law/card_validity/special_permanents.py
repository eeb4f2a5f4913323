"""How long a certificate of a special permanent resident is valid: SPA 9 and 16-3.

The text in force from 14 June 2026, for ordinary and specified certificates alike.
"""

from ichimai.errors import msgid
from ichimai.law.facts import birth_date, delivered_on, filed_on, procedure
from ichimai.law.replaced_card import (
    adult_before_there_were_cards,
    certificate_renewal,
    ends_before_sixteenth,
    old_expiry,
)
from ichimai.model.procedure import Procedure
from ichimai.rules.calendar import birthday, nth_birthday_after, reached
from ichimai.rules.graph import Day, Truth
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when


@rule(
    "SPA suppl. 59/2024 3(3)",
    ids="RC-137",
    title=msgid("The old certificate ends on the eve of the 16th birthday"),
    since="2026-06-14",
)
def child_certificate_of_old_law() -> Truth:
    """The same of a special permanent resident's certificate."""
    return ends_before_sixteenth()


@rule(
    "SPA 9",
    ids="RC-138",
    title=msgid("The day that decides the age of a special permanent resident"),
    since="2026-06-14",
)
def certificate_day() -> Table[Day]:
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
def special_permanent_certificate() -> Table[Day]:
    """SPA 9 for ordinary and specified certificates alike."""
    under_18 = ~(
        adult_before_there_were_cards | reached(birth_date, 18, certificate_day)
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
