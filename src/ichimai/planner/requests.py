"""The request for the one card, as it rides on another filing (RC-030 to RC-041)."""

from collections.abc import Mapping

from ichimai.model.procedure import Procedure
from ichimai.planner.events import Damaged, Landed, Lost, Moved, Renamed
from ichimai.planner.fees import filing_fee
from ichimai.planner.plan import Basis, State, Task, Window
from ichimai.planner.situation import Situation
from ichimai.planner.steps import Details, task

_STEPS = {
    Procedure.FIRST_ADDRESS: "request-with-first-address",
    Procedure.ADDRESS_CHANGE: "request-with-move",
    Procedure.VALIDITY_RENEWAL: "request-with-renewal",
    Procedure.ITEM_CHANGE: "request-with-item-change",
    Procedure.DAMAGE: "request-with-damage",
    Procedure.ORDERED_REISSUE: "request-with-damage",
    Procedure.LOSS: "request-with-loss",
}

_CARRIERS: Mapping[Procedure, Basis] = {
    Procedure.FIRST_ADDRESS: Basis(("RC-034", "RC-102"), ("ICA 19-15-2(2)",)),
    Procedure.ADDRESS_CHANGE: Basis(("RC-034", "RC-157"), ("ICA 19-15-2(2)",)),
}
_CARD_PROCEDURE = Basis(("RC-030",), ("ICA 19-15-2(1)(i)",))
_OF_SPECIAL = {
    Procedure.ADDRESS_CHANGE: Basis(("RC-037",), ("SPA 16-2(2)",)),
}
_CARD_PROCEDURE_OF_SPECIAL = Basis(("RC-036",), ("SPA 16-2(1)",))
_EXPRESS = Basis(("RC-056", "RC-084", "MN-080"), ("ICA 19-15-2(3)",))
_EXPRESS_OF_SPECIAL = Basis(("RC-056", "RC-085"), ("SPA 16-2(4)",))


def _basis(situation: Situation, procedure: Procedure) -> Basis:
    if situation.special:
        return _OF_SPECIAL.get(procedure, _CARD_PROCEDURE_OF_SPECIAL)
    return _CARRIERS.get(procedure, _CARD_PROCEDURE)


def _by_express(situation: Situation, procedure: Procedure) -> bool:
    """Whether express mailing is wished for where it is to be had at all."""
    at_municipality = procedure is Procedure.FIRST_ADDRESS or (
        situation.special and procedure is Procedure.LOSS
    )
    return at_municipality and situation.facts.express_wished is True


def request(
    situation: Situation,
    procedure: Procedure,
    window: Window,
    state: State,
    *,
    blameless: bool | None = None,
) -> Task:
    """Asking for the one card together with that filing, in its window."""
    express = _by_express(situation, procedure)
    fee = filing_fee(
        situation,
        procedure,
        specified_request=True,
        express=express,
        blameless=blameless,
    )
    basis = _basis(situation, procedure)
    bring: tuple[str, ...] = ()
    if express:
        basis += _EXPRESS_OF_SPECIAL if situation.special else _EXPRESS
        bring = ("express-declaration",)
    details = Details(fee=fee, bring=bring, basis=basis)
    return task(situation, _STEPS[procedure], window, details, state)


_EVENTS = (
    (Landed, Procedure.FIRST_ADDRESS),
    (Moved, Procedure.ADDRESS_CHANGE),
    (Lost, Procedure.LOSS),
    (Renamed, Procedure.ITEM_CHANGE),
    (Damaged, Procedure.DAMAGE),
)


def event_that_carries(situation: Situation) -> Procedure | None:
    """The filing that an event of this person calls for and nobody has made yet."""
    if situation.newborn is not None:
        return Procedure.SPR_PERMISSION if situation.special else Procedure.ACQUISITION
    for kind, procedure in _EVENTS:
        event = situation.event(kind)
        if event is not None and event.filed_on is None:
            return procedure
    return None
