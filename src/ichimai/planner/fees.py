"""What a task costs: the law's question `fee`, and the My Number card's amount."""

from datetime import date

from ichimai.law.tariff import find_amount
from ichimai.model.procedure import Procedure
from ichimai.planner.asking import fee_in, find_answer
from ichimai.planner.plan import FEE_UNKNOWN, Fee
from ichimai.planner.situation import Situation


def filing_fee(
    situation: Situation,
    procedure: Procedure,
    filed_on: date | None = None,
    **facts: bool | None,
) -> Fee:
    """What a filing of this person costs, made on that day, else today.

    *facts* are those of the question; what is not told is taken to be false, but for
    those that are told as None.
    """
    if not situation.in_full:
        return FEE_UNKNOWN
    card = situation.facts.residence_card
    present = {"kind": situation.told_card_kind.value}
    filed = filed_on or situation.as_of
    # A card that came after the filing is not the one that was held then.
    if card.delivered_on and card.delivered_on <= filed:
        present["delivered_on"] = card.delivered_on.isoformat()
    told = {"specified_request": False, "express": False, "online": False, **facts}
    return fee_in(
        find_answer(
            "fee",
            {
                "procedure": procedure.value,
                "filed_on": filed,
                "present_card": present,
                **told,
            },
            situation.as_of,
        )
    )


def permission_fee(situation: Situation, *, specified: bool) -> Fee:
    """What the permission costs, with or without a request for the one card."""
    filing = situation.filing if situation.pending else None
    # An online filing cannot carry the request, so the request means a counter.
    online = bool(filing and filing.online) and not specified
    return filing_fee(
        situation,
        filing.procedure if filing else Procedure.EXTENSION,
        filing.filed_on if filing else None,
        specified_request=specified,
        online=online,
    )


def expected_fee(situation: Situation) -> Fee:
    """The permission fee by what is asked for; unknown where that decides the sum."""
    requested = situation.specified_requested
    if requested is not None:
        return permission_fee(situation, specified=requested)
    with_request = permission_fee(situation, specified=True)
    without = permission_fee(situation, specified=False)
    return with_request if with_request == without else FEE_UNKNOWN


def request_fee(situation: Situation) -> Fee:
    """What the request adds to the permission fee, where both are known."""
    with_request = permission_fee(situation, specified=True)
    without = permission_fee(situation, specified=False)
    if isinstance(with_request.yen, int) and isinstance(without.yen, int):
        return Fee(with_request.yen - without.yen, with_request.tariff_from)
    return FEE_UNKNOWN


def exchange_fee(situation: Situation) -> Fee:
    """What it costs to change the card for the one card at wish."""
    return filing_fee(situation, Procedure.EXCHANGE, specified_request=True)


def lapse_fee(situation: Situation) -> Fee:
    """What a new My Number card costs after the old one was let lapse (MN-086)."""
    amount = find_amount("my-number-card-after-lapse", situation.as_of)
    return Fee(amount.yen, amount.since) if amount else FEE_UNKNOWN
