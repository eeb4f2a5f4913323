"""What a person has on the day of the visit: a stay that runs, a card, express mail.

Who stays no longer is no resident of the card system, and the card has ended with the
stay (ICA 19-14). Within the time of a special period nobody here knows whether one
runs (ICA 20(6)): then it is unknown, never yes.
"""

from collections.abc import Iterator
from datetime import date

from ichimai.model.cards import CardKind
from ichimai.model.procedure import Counter, Procedure, Standing
from ichimai.planner.asking import day_in, find_answer
from ichimai.planner.before_you_go.asked import Asked
from ichimai.planner.before_you_go.checks import (
    STAYS,
    UNLIMITED,
    Check,
    Outcome,
)
from ichimai.planner.guides.changes import CHANGED_ON
from ichimai.planner.plan import NOTHING, Basis
from ichimai.planner.standpoint import SPECIAL_KINDS

_MORE_THAN_THREE_MONTHS = 4
_WITHOUT_A_STAY = frozenset(
    {Procedure.LANDING, Procedure.ACQUISITION, Procedure.SPR_PERMISSION, *STAYS}
)
"""Filings that somebody makes who has no stay yet, or whose window asks for it."""

_OF_A_LIVING_CARD = frozenset(
    {
        Procedure.EXCHANGE,
        Procedure.DAMAGE,
        Procedure.ORDERED_REISSUE,
        Procedure.ITEM_CHANGE,
        Procedure.RETURN_OF_SPECIFIED,
    }
)
_ENDS = Basis(("RC-182",), ("ICA 19-14",))
_ENDS_OF_SPECIAL = Basis(("RC-182",), ("SPA 15",))
_GOES_ON = Basis(("RC-145",), ("ICA 20(6)",))
_EXPRESS = Basis(("RC-084",), ("ICA 19-15-2(3)", "ICA-EO 3-2(1)"))
_EXPRESS_OF_SPECIAL = Basis(("RC-085",), ("SPA 16-2(4)", "SPA-EO 8(1)"))


def holding_checks(asked: Asked, standing: Standing | None) -> Iterator[Check]:
    """The checks on stay, card and express mail that this visit turns on."""
    limited = (
        standing is Standing.MID_TO_LONG_TERM
        and asked.status is not None
        and asked.status not in UNLIMITED
    )
    if limited and asked.procedure not in _WITHOUT_A_STAY:
        yield from _stay(asked)
    yield from _card(asked, standing)
    if asked.procedure in _OF_A_LIVING_CARD:
        yield from _card_lasts(asked, standing)
    if asked.express:
        yield from _express(asked, standing)


def _stay(asked: Asked) -> Iterator[Check]:
    ends_on = asked.stay_ends_on
    if ends_on is None:
        values = {"facts": "person.stay_ends_on"}
        yield Check("window", Outcome.UNKNOWN, "fact-missing", _ENDS, values)
    elif ends_on < asked.on:
        over = not _may_go_on(asked, ends_on)
        yield Check(
            "window",
            Outcome.NO if over else Outcome.UNKNOWN,
            "stay-is-over",
            _ENDS + _GOES_ON,
            {"day": ends_on},
        )


def _may_go_on(asked: Asked, ends_on: date) -> bool:
    """Whether a special period, if a filing opened one, would reach that day."""
    finding = find_answer(
        "special-period",
        {
            "procedure": Procedure.EXTENSION.value,
            "filed_on": ends_on,
            "stay_ends_on": ends_on,
            "stay_months": asked.stay_months or _MORE_THAN_THREE_MONTHS,
            "decided_on": None,
            "my_number_extended": False,
        },
        asked.on,
    )
    last_day = day_in(finding, "ends_on")
    return not isinstance(last_day, date) or asked.on <= last_day


def _card(asked: Asked, standing: Standing | None) -> Iterator[Check]:
    """A card that cannot be this person's, or of that day, was told wrongly."""
    kind, delivered_on = asked.card, asked.card_delivered_on
    if kind is None:
        return
    special = standing is Standing.SPECIAL_PERMANENT
    if standing is not None and special is not (kind in SPECIAL_KINDS):
        yield _does_not_fit("card.kind")
    elif kind.specified and delivered_on is not None and delivered_on < CHANGED_ON:
        yield _does_not_fit("card.delivered_on")


def _does_not_fit(path: str) -> Check:
    return Check("card", Outcome.UNKNOWN, "fact-missing", NOTHING, {"facts": path})


def _card_lasts(asked: Asked, standing: Standing | None) -> Iterator[Check]:
    """A card that has ended is renewed, late; nothing else is filed for it."""
    if asked.card_expires_on is None or asked.card_expires_on >= asked.on:
        return
    special = standing is Standing.SPECIAL_PERMANENT
    basis = _ENDS_OF_SPECIAL if special else _ENDS
    yield Check("card", Outcome.UNKNOWN, "card-has-ended", basis)


def _express(asked: Asked, standing: Standing | None) -> Iterator[Check]:
    """Only municipalities take the request for mail, and only from some people."""
    special = standing is Standing.SPECIAL_PERMANENT
    basis = _EXPRESS_OF_SPECIAL if special else _EXPRESS
    if asked.specified_request is False or asked.counter is Counter.BUREAU:
        yield Check("express", Outcome.NO, "mailed-by-municipality", basis)
    elif special or asked.procedure is not Procedure.FIRST_ADDRESS:
        # Whether writing space is left, a loss is new or a prison was left: not told.
        yield Check("express", Outcome.UNKNOWN, "silent", basis)
    elif asked.card in (CardKind.SPECIFIED_RESIDENCE, None):
        values = {"facts": "card.kind"}
        yield Check("express", Outcome.UNKNOWN, "fact-missing", basis, values)
