"""One card, two cards, or later: the same fields for each, none before the others."""

from ichimai.model.procedure import Standing
from ichimai.planner.asking import NOTHING, basis_of, find_answer
from ichimai.planner.fees import exchange_fee, permission_fee
from ichimai.planner.plan import UNKNOWN, Basis, Day, Option, Unknown
from ichimai.planner.situation import Situation
from ichimai.planner.stay_tasks import EXCHANGE, REQUEST

VOLUNTARY = Basis(("RC-020", "RC-021", "MN-135"), ("ICA 19-15-2(1)",))


def _allowed(situation: Situation, procedure: str) -> tuple[bool | Unknown, Basis]:
    """Whether the law lets that filing carry the request, made today."""
    person = situation.person
    status = person.status.value if person.status else None
    finding = find_answer(
        "specified-card-request",
        {
            "standing": (person.standing or Standing.MID_TO_LONG_TERM).value,
            "status_before": status,
            "status_after": status,
            "on_register": person.on_resident_register,
            "procedure": procedure,
            "counter": "bureau",
            "filed_on": situation.as_of,
        },
        situation.as_of,
    )
    if finding is None or not isinstance(finding.answer.get("allowed"), bool):
        return UNKNOWN, NOTHING
    return finding.answer["allowed"], basis_of(finding)


def _with_filing(situation: Situation) -> tuple[bool | Unknown, Basis]:
    """Whether the filing for the stay carries the request, or still can."""
    if situation.pending and situation.filed:
        # Only together with the filing, never after it (RC-041).
        requested = situation.specified_requested
        return (UNKNOWN if requested is None else requested), NOTHING
    filing = situation.filing
    return _allowed(situation, filing.procedure.value if filing else "extension")


def _opens_for_request(situation: Situation) -> Day:
    filing = situation.filing
    if situation.pending and filing is not None:
        return filing.filed_on
    return situation.extension_opens_on


def options_of(situation: Situation) -> list[Option]:
    """The ways that are open to a resident with a dated stay."""
    allowed, request = _with_filing(situation)
    exchange_allowed, exchange = _allowed(situation, "exchange")
    filing = situation.filing
    after_new_card: Day = UNKNOWN if situation.pending else situation.as_of
    if situation.delivered and filing is not None:
        after_new_card = filing.decided_on
    return [
        Option(
            id="two-cards",
            allowed=True,
            opens_on=_opens_for_request(situation),
            counter="bureau",
            fee=permission_fee(situation, specified=False),
            basis=VOLUNTARY,
        ),
        Option(
            id="one-card",
            allowed=allowed,
            opens_on=_opens_for_request(situation),
            counter="bureau",
            fee=permission_fee(situation, specified=True),
            basis=VOLUNTARY + REQUEST + request,
        ),
        Option(
            id="later",
            allowed=exchange_allowed,
            opens_on=after_new_card,
            counter="bureau",
            fee=exchange_fee(situation),
            basis=VOLUNTARY + EXCHANGE + exchange,
        ),
    ]
