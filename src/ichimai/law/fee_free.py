"""The cases in which the specified card is free: IEO 3-3(2), suppl. 7; SPA-EO 9(2).

Holders lose nothing by what is not their fault or not their choice; newcomers get the
first card free for the time being (当分の間). What the second reading of the statutes
narrowed is narrow here: most cases need an exchange on the very day on which the
ordinary card is handed out.
"""

from ichimai.errors import msgid
from ichimai.law.carriers import PERMISSIONS
from ichimai.law.facts import procedure
from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure
from ichimai.rules.fact import choice_fact, day_fact, truth_fact
from ichimai.rules.graph import Truth
from ichimai.rules.rule import either, rule

filed_on = day_fact(
    "filed_on",
    msgid("On which day is it filed?"),
    not_before="present_card.delivered_on",
)
present_kind = choice_fact(
    "present_card.kind", msgid("Which card does the person hold?"), CardKind
)
present_delivered_on = day_fact(
    "present_card.delivered_on",
    msgid("On which day was the card delivered that the person holds?"),
    not_after="filed_on",
)
blameless = truth_fact(
    "blameless", msgid("Was the loss or damage nobody's fault of the holder's?")
)
on_delivery_day = truth_fact(
    "on_delivery_day_of_ordinary",
    msgid("Is it filed on the day on which the ordinary card is delivered?"),
)
declined = truth_fact(
    "declined", msgid("Did the bureau decline to deliver the specified card?")
)
declined_procedure = choice_fact(
    "declined_procedure",
    msgid("With which filing was the request that was declined?"),
    Procedure,
)
lapsed_abroad = truth_fact(
    "lapsed_abroad",
    msgid("Did the My Number side end by a move abroad, with re-entry in time?"),
)
number_changed = truth_fact(
    "number_changed",
    msgid("Was the My Number or the resident record code replaced?"),
)
no_space_left = truth_fact(
    "no_space_left", msgid("Is there no writing space left on the card?")
)
first_certificate = truth_fact(
    "first_certificate",
    msgid("Is it the first card after birth, refuge, provisional stay or permission?"),
)

FACTS = (
    filed_on,
    present_kind,
    present_delivered_on,
    blameless,
    on_delivery_day,
    declined,
    declined_procedure,
    lapsed_abroad,
    number_changed,
    no_space_left,
    first_certificate,
)

of_special_permanent = present_kind.one_of(
    CardKind.SPECIAL_PERMANENT, CardKind.SPECIFIED_SPECIAL_PERMANENT
)
holds_specified = present_kind.one_of(
    CardKind.SPECIFIED_RESIDENCE, CardKind.SPECIFIED_SPECIAL_PERMANENT
)
_exchange = procedure.is_(Procedure.EXCHANGE)

_DECLINED_OF_RESIDENT = (
    Procedure.ITEM_CHANGE,
    Procedure.VALIDITY_RENEWAL,
    *PERMISSIONS,
)
"""19-15-2(1) without damage, exchange and ordered re-issue (RC-101, corrections)."""

_DECLINED_OF_SPECIAL = (Procedure.ITEM_CHANGE, Procedure.VALIDITY_RENEWAL)
_REISSUES = (Procedure.DAMAGE, Procedure.ORDERED_REISSUE)


@rule(
    "ICA-EO 3-3(2)(i)",
    "SPA-EO 9(2)(i)",
    ids="RC-100",
    title=msgid("A holder changes an item, renews the card or files an address"),
    since="2026-06-14",
)
def holder_keeps_it() -> Truth:
    """With express mailing too."""
    return holds_specified & procedure.one_of(
        Procedure.ITEM_CHANGE, Procedure.VALIDITY_RENEWAL, Procedure.ADDRESS_CHANGE
    )


@rule(
    "ICA-EO 3-3(2)(ii)",
    "SPA-EO 9(2)(ii)",
    ids=("RC-101", "MN-089"),
    title=msgid("A holder's card was damaged without fault"),
    since="2026-06-14",
)
def damaged_without_fault() -> Truth:
    """By disaster or otherwise; an order to re-issue rests on the same damage."""
    return procedure.one_of(*_REISSUES) & holds_specified & blameless


@rule(
    "ICA-EO 3-3(2)(iii)",
    "SPA-EO 9(2)(ii)",
    ids=("RC-101", "RC-170", "RC-172"),
    title=msgid("A holder's card was lost without fault"),
    since="2026-06-14",
)
def lost_without_fault() -> Truth:
    """Residents exchange on the delivery day; special permanents ask at once."""
    of_resident = _exchange & ~of_special_permanent & on_delivery_day
    of_special = procedure.is_(Procedure.LOSS) & of_special_permanent
    return (of_resident | of_special) & holds_specified & blameless


@rule(
    "ICA-EO 3-3(2)(iv)",
    "SPA-EO 9(2)(iii)",
    ids=("RC-101", "RC-149"),
    title=msgid("The bureau declined to deliver, and the holder exchanges"),
    since="2026-06-14",
)
def declined_to_deliver() -> Truth:
    """On the delivery day, and only after the filings that the order names."""
    named = (
        ~of_special_permanent & declined_procedure.one_of(*_DECLINED_OF_RESIDENT)
    ) | (of_special_permanent & declined_procedure.one_of(*_DECLINED_OF_SPECIAL))
    return _exchange & holds_specified & on_delivery_day & declined & named


@rule(
    "ICA-EO 3-3(2)(v)",
    "ICA-EO 3-3(2)(vi)",
    "SPA-EO 9(2)(iv)",
    "SPA-EO 9(2)(v)",
    ids=("RC-101", "RC-198"),
    title=msgid("A holder's My Number side ended abroad or by a new number"),
    since="2026-06-14",
)
def side_ended() -> Truth:
    """With an exchange only."""
    return _exchange & holds_specified & (lapsed_abroad | number_changed)


@rule(
    "ICA-EO 3-3(2)(vii)",
    "SPA-EO 9(2)(vi)",
    ids=("RC-101", "MN-023"),
    title=msgid("No writing space is left on a holder's card"),
    since="2026-06-14",
)
def full() -> Truth:
    """With damage, exchange or ordered re-issue; special permanent residents, loss."""
    filings = procedure.one_of(*_REISSUES, Procedure.EXCHANGE)
    of_special = procedure.is_(Procedure.LOSS) & of_special_permanent
    return (filings | of_special) & holds_specified & no_space_left


@rule(
    "ICA-EO suppl. 178/1998 7",
    "SPA-EO suppl. 420/2011 3",
    ids=("RC-102", "RC-103"),
    title=msgid("The first card, free for the time being"),
    since="2026-06-14",
)
def first_card() -> Truth:
    """With the first address, or by exchange on the first card's delivery day."""
    # Whoever holds the first card itself has said on which day it was delivered.
    that_day = ~holds_specified & (present_delivered_on >= filed_on)
    on_the_day = either(on_delivery_day, that_day) & first_certificate
    first_address = procedure.is_(Procedure.FIRST_ADDRESS) & (
        ~of_special_permanent | on_the_day
    )
    by_permission = procedure.is_(Procedure.SPR_PERMISSION)
    return first_address | by_permission | (_exchange & on_the_day)
