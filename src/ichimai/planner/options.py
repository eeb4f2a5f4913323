"""One card, two cards, or later: the same fields for each, none before the others."""

from dataclasses import dataclass
from datetime import date

from ichimai.model.cards import CardKind
from ichimai.model.procedure import Procedure, Standing
from ichimai.planner.asking import basis_of, day_in, find_answer
from ichimai.planner.events import Lost
from ichimai.planner.fees import exchange_fee, filing_fee, permission_fee
from ichimai.planner.first_day import opening
from ichimai.planner.plan import (
    FEE_UNKNOWN,
    NOTHING,
    UNKNOWN,
    Basis,
    Day,
    Fee,
    Option,
    Unknown,
)
from ichimai.planner.requests import event_that_carries
from ichimai.planner.situation import Situation
from ichimai.planner.steps import office_of

VOLUNTARY = Basis(("RC-020", "RC-021", "MN-135"), ("ICA 19-15-2(1)",))
VOLUNTARY_FOR_SPECIAL = Basis(("RC-020", "RC-021", "MN-135"), ("SPA 16-2(1)",))
REQUEST = Basis(("RC-041", "RC-042", "RC-049", "RC-091"), ("ICA 19-15-2(1)",))
REQUEST_OF_SPECIAL = Basis(("RC-041", "RC-042", "RC-091"), ("SPA 16-2(1)",))
EXCHANGE = Basis(("RC-030", "RC-095"), ("ICA 19-13(1)", "ICA-EO 3-3(1)"))
EXCHANGE_OF_SPECIAL = Basis(("RC-036", "RC-095"), ("SPA 14(1)", "SPA-EO 9(1)"))

PRODUCTION_DAYS = (14, 28)
"""Days until a specified card is made, as read at second hand (RC-091)."""

PERMISSIONS = (Procedure.EXTENSION, Procedure.CHANGE_OF_STATUS)
_ADDRESS = (Procedure.FIRST_ADDRESS, Procedure.ADDRESS_CHANGE)


@dataclass(frozen=True, slots=True)
class _Carrier:
    """The next filing of this person with which one card may be asked for."""

    procedure: Procedure
    counter: str
    opens_on: Day


@dataclass(frozen=True, slots=True)
class _Answer:
    """Whether one card may be asked for, on what that rests, and if not, why."""

    allowed: bool | Unknown
    basis: Basis = NOTHING
    reason: str | None = None


def _carrier(situation: Situation) -> _Carrier:
    office = office_of(situation)
    event = event_that_carries(situation)
    if event is not None:
        counter = "municipality" if event in _ADDRESS else office
        return _Carrier(event, counter, situation.as_of)
    if not situation.dated:
        opens_on = day_in(situation.renewal_window, "opens_on")
        return _Carrier(Procedure.VALIDITY_RENEWAL, office, opens_on)
    filing = situation.filing
    procedure = filing.procedure if filing else Procedure.EXTENSION
    if situation.pending and filing is not None:
        return _Carrier(procedure, office, filing.filed_on)
    return _Carrier(procedure, office, situation.extension_opens_on)


def _allowed(situation: Situation, procedure: Procedure, counter: str) -> _Answer:
    """Whether the law lets that filing carry the request, made today."""
    status = situation.status.value if situation.status else None
    finding = find_answer(
        "specified-card-request",
        {
            "standing": (situation.standing or Standing.MID_TO_LONG_TERM).value,
            "status_before": status,
            "status_after": status,
            "on_register": situation.person.on_resident_register,
            "procedure": procedure.value,
            "counter": counter,
            "filed_on": situation.as_of,
        },
        situation.as_of,
    )
    if finding is None or not isinstance(finding.answer.get("allowed"), bool):
        return _Answer(UNKNOWN)
    return _Answer(finding.answer["allowed"], basis_of(finding), finding.reason)


def _with_filing(situation: Situation, carrier: _Carrier) -> _Answer:
    """Whether the filing for the stay carries the request, or still can."""
    if situation.dated and situation.pending and situation.filed:
        # Only together with the filing, never after it (RC-041).
        requested = situation.specified_requested
        reason = "filed-without" if requested is False else None
        return _Answer(UNKNOWN if requested is None else requested, reason=reason)
    return _allowed(situation, carrier.procedure, carrier.counter)


def _fee(situation: Situation, carrier: _Carrier, *, specified: bool) -> Fee:
    if carrier.procedure in PERMISSIONS:
        return permission_fee(situation, specified=specified)
    lost = situation.event(Lost)
    return filing_fee(
        situation,
        carrier.procedure,
        specified_request=specified,
        blameless=lost.blameless if lost else None,
    )


def _card_ends_on(situation: Situation, carrier: _Carrier, *, specified: bool) -> Day:
    """The last day of the card that this filing brings, made as soon as it opens."""
    procedure = carrier.procedure
    if procedure in _ADDRESS and not specified:
        # The card in hand is rewritten (RC-157).
        return situation.card_ends_on
    filed_on = situation.as_of
    if isinstance(carrier.opens_on, date):
        filed_on = max(filed_on, carrier.opens_on)
    filing = situation.filing
    stay_ends_on: Day = situation.stay_ends_on
    if procedure in PERMISSIONS or (situation.dated and situation.pending):
        # The card that comes next ends with the stay that is asked for.
        stay_ends_on = filing.new_stay_ends_on if filing else None
    finding = find_answer(
        "card-validity",
        {
            "card": _card_word(situation, specified=specified),
            "status": situation.status_word,
            "birth_date": situation.person.birth_date,
            "procedure": procedure.value,
            "filed_on": filed_on,
            "old_card": situation.held_card
            if procedure is Procedure.VALIDITY_RENEWAL
            else None,
            "stay_ends_on": stay_ends_on if isinstance(stay_ends_on, date) else None,
        },
        situation.as_of,
    )
    return day_in(finding, "expires_on") or UNKNOWN


def _card_word(situation: Situation, *, specified: bool) -> str:
    if situation.special:
        kinds = CardKind.SPECIAL_PERMANENT, CardKind.SPECIFIED_SPECIAL_PERMANENT
    else:
        kinds = CardKind.RESIDENCE, CardKind.SPECIFIED_RESIDENCE
    return kinds[specified].value


def _later_opens(situation: Situation) -> Day:
    """After the card that comes next, where one is on its way."""
    if not situation.dated or situation.newborn is not None:
        return UNKNOWN if situation.newborn else situation.as_of
    filing = situation.filing
    if situation.delivered and filing is not None:
        return filing.decided_on
    return UNKNOWN if situation.pending else situation.as_of


def _later_fee(situation: Situation) -> Fee:
    if situation.newborn is None:
        return exchange_fee(situation)
    return filing_fee(
        situation,
        Procedure.EXCHANGE,
        specified_request=True,
        first_certificate=True,
        on_delivery_day_of_ordinary=True,
    )


def _two_cards(situation: Situation, carrier: _Carrier) -> Option:
    special = situation.special
    return Option(
        id="two-cards",
        default=True,
        allowed=True,
        carrier=carrier.procedure.value,
        opens_on=carrier.opens_on,
        counter=carrier.counter,
        fee=_fee(situation, carrier, specified=False),
        waiting_days=None,
        card_ends_on=_card_ends_on(situation, carrier, specified=False),
        basis=VOLUNTARY_FOR_SPECIAL if special else VOLUNTARY,
        values=situation.terms,
    )


def _one_card(situation: Situation, carrier: _Carrier) -> Option:
    """One card with that filing, or why not."""
    special, found = situation.special, _with_filing(situation, carrier)
    closed = found.allowed is False
    return Option(
        id="one-card",
        default=False,
        allowed=found.allowed,
        carrier=carrier.procedure.value,
        opens_on=opening(carrier.opens_on, carrier.counter),
        counter=carrier.counter,
        fee=FEE_UNKNOWN if closed else _fee(situation, carrier, specified=True),
        waiting_days=PRODUCTION_DAYS,
        card_ends_on=UNKNOWN
        if closed
        else _card_ends_on(situation, carrier, specified=True),
        basis=(VOLUNTARY_FOR_SPECIAL if special else VOLUNTARY)
        + (REQUEST_OF_SPECIAL if special else REQUEST)
        + found.basis,
        reason=found.reason,
        values=situation.terms,
    )


def _later(situation: Situation) -> Option:
    """One card by exchange, after whatever comes next."""
    special, office = situation.special, office_of(situation)
    carrier = _Carrier(Procedure.EXCHANGE, office, _later_opens(situation))
    found = _allowed(situation, Procedure.EXCHANGE, office)
    return Option(
        id="later",
        default=False,
        allowed=found.allowed,
        carrier=carrier.procedure.value,
        opens_on=opening(carrier.opens_on, carrier.counter),
        counter=carrier.counter,
        fee=_later_fee(situation),
        waiting_days=PRODUCTION_DAYS,
        card_ends_on=_card_ends_on(situation, carrier, specified=True),
        basis=(VOLUNTARY_FOR_SPECIAL if special else VOLUNTARY)
        + (EXCHANGE_OF_SPECIAL if special else EXCHANGE)
        + found.basis,
        reason=found.reason,
        values=situation.terms,
    )


def options_of(situation: Situation) -> list[Option]:
    """The ways that are open; two cards are what comes where nobody asks (RC-020)."""
    carrier = _carrier(situation)
    return [
        _two_cards(situation, carrier),
        _one_card(situation, carrier),
        _later(situation),
    ]
