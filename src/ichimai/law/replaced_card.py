"""The card that is being replaced, and the ages that need no day to be known.

What both acts ask of the old card: its last day, whether it ends on the eve of the
sixteenth birthday under the old law (RC-137), and whether the filing renews it.
"""

from ichimai.law.card_numbers import FIRST_CARD
from ichimai.law.facts import (
    FIRST_DAY,
    birth_date,
    old_card_delivered_on,
    old_card_expires_on,
    procedure,
)
from ichimai.model.procedure import Procedure
from ichimai.rules.calendar import birthday, eve, reached
from ichimai.rules.graph import Truth

window_renewal = procedure.is_(Procedure.VALIDITY_RENEWAL)
# SPA 12 has one consequence for both its paragraphs; ICA 19-11 has not.
certificate_renewal = procedure.one_of(
    Procedure.VALIDITY_RENEWAL, Procedure.EARLY_RENEWAL
)
old_expiry = old_card_expires_on.present()
ends_at_eighteenth = old_expiry.is_(birthday(birth_date, 18))

# No card is delivered under the new text before its first day, and none was filed for
# before there were cards: whoever was of age then need not name a day for the age.
adult_under_this_text = reached(birth_date, 18, FIRST_DAY)
adult_before_there_were_cards = reached(birth_date, 18, FIRST_CARD)


def ends_before_sixteenth() -> Truth:
    """Whether it ends on the eve of the 16th birthday, delivered under the old law."""
    eve_of_sixteenth = eve(birthday(birth_date, 16))
    # The new law ends such cards on birthdays only: one that ends on the eve of the
    # 16th is of the old law by that alone, unless its delivery says otherwise.
    old_law = ~old_card_delivered_on.given() | (
        old_card_delivered_on.present() < FIRST_DAY
    )
    return old_expiry.is_(eve_of_sixteenth) & old_law
