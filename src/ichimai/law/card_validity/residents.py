"""How long a residence card is valid: ICA 19-5(1) and 19-15-3(1).

The text in force from 14 June 2026, its items in their order. Three things to see at a
glance: an ordinary card, and a specified card that comes with a permission, count from
delivery; a specified card asked for with another filing counts from filing; every
renewal of validity counts from the old card's last day.
"""

from ichimai.errors import msgid
from ichimai.law.carriers import PERMISSIONS
from ichimai.law.facts import (
    birth_date,
    delivered_on,
    filed_on,
    procedure,
    stay_ends_on,
)
from ichimai.law.holders import is_hsp_2, is_permanent_resident
from ichimai.law.replaced_card import (
    adult_before_there_were_cards,
    adult_under_this_text,
    ends_at_eighteenth,
    ends_before_sixteenth,
    old_expiry,
    window_renewal,
)
from ichimai.rules.calendar import nth_birthday_after, reached
from ichimai.rules.graph import Day, Truth
from ichimai.rules.rule import rule
from ichimai.rules.table import Table, cases, otherwise, when

unlimited = is_permanent_resident | is_hsp_2


@rule(
    "ICA suppl. 59/2024 2(3)",
    ids="RC-137",
    title=msgid("The old card ends on the eve of the 16th birthday under the old law"),
    since="2026-06-14",
)
def child_card_of_old_law() -> Truth:
    """A residence card delivered before 14 June 2026 to somebody under sixteen."""
    return ends_before_sixteenth()


@rule(
    "ICA 19-5(1)",
    ids="RC-127",
    title=msgid("The day from which a residence card is counted"),
    since="2026-06-14",
)
def counted_from() -> Table[Day]:
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
def residence_card() -> Table[Day]:
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
            is_hsp_2 | adult_under_this_text | reached(birth_date, 18, delivered_on),
            tenth,
            "ICA 19-5(1)(i)",
            key="tenth-birthday",
            says=msgid("Permanent resident of 18 or more, or HSP (ii): 10th birthday."),
            rules=("RC-128",),
        ),
        when(
            window_renewal & ends_at_eighteenth,
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
def specified_counted_from() -> Table[Day]:
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
def specified_residence_card() -> Table[Day]:
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
            | adult_before_there_were_cards
            | reached(birth_date, 18, filed_on),
            tenth,
            "ICA 19-15-3(1)(i)",
            key="tenth-birthday",
            says=msgid("Permanent resident of 18 or more, or HSP (ii): 10th birthday."),
            rules=("RC-130",),
        ),
        when(
            window_renewal & ends_at_eighteenth,
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
