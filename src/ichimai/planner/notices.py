"""What holds for a person without anything being done: why not, what not to fear."""

from collections.abc import Iterator

from ichimai.model.procedure import Standing
from ichimai.planner.asking import basis_of
from ichimai.planner.events import Born, Found, Landed, Lost, Parent
from ichimai.planner.plan import Basis, Notice, State, Task
from ichimai.planner.situation import Situation
from ichimai.planner.steps import own_law

_BASIS = {
    "japanese-child": Basis(("RC-001",), ("ICA 19-3", "FRA 49(1)")),
    "no-status-needed": Basis(("RC-033", "MN-101"), ("ICA 22-2(1)",)),
    "spelling-of-name": Basis(("RC-114",), ("ICA-MO 19-6(1)",)),
    "stay-goes-on": Basis(("RC-126", "RC-182"), ("ICA 19-11(1)",)),
    "standing-goes-on": Basis(("RC-126", "RC-182"), ("SPA 12(1)",)),
    "three-months": Basis(("RC-126",), ("ICA 19-11(1)", "SPA 12(1)")),
    "old-window": Basis(("RC-126",), ("ICA suppl. 56/2023 2(1)",)),
    "no-need-to-swap": Basis(
        ("RC-020", "RC-021"), ("ICA suppl. 59/2024 2(1)", "SPA suppl. 59/2024 3(1)")
    ),
    "no-duty-to-carry": Basis(("RC-206",), ("SPA 17",)),
    "alias-is-shown": Basis(("RC-117", "MN-220"), ("MNA-MO 39-30",)),
    "stop-is-no-replacement": Basis(("RC-167", "RC-169", "MN-232"), ("ICA 19-12(1)",)),
    "further-papers-online": Basis(("MN-133", "RC-151"), ("ICA-MO 61-3(7)(ii)",)),
    "days-do-not-wait": Basis(("RC-155", "RC-034"), ("ICA 19-7", "ICA 19-15-2(2)")),
}


def _notice(situation: Situation, notice_id: str) -> Notice:
    basis = own_law(situation, _BASIS[notice_id])
    return Notice(notice_id, basis, situation.terms)


def outside(situation: Situation) -> Notice | None:
    """Why the person is given no card of the residence system, None where one is."""
    finding = situation.law_on_standing
    if finding is not None and finding.answer["standing"] == Standing.OTHER:
        return Notice(f"no-card.{finding.reason}", basis_of(finding), situation.terms)
    if finding is None and situation.person.standing is Standing.OTHER:
        basis = Basis(("RC-002", "RC-004"), ("ICA 19-3", "ICA 19-15-2(1)"))
        return Notice("no-card.other", basis, situation.terms)
    return None


def _of_a_birth(situation: Situation) -> Iterator[str]:
    if situation.newborn is None or situation.event(Born) is None:
        return
    if Parent.JAPANESE in situation.parents:
        yield "japanese-child"
        return
    if situation.child_needs_status and situation.newborn.stays is False:
        yield "no-status-needed"
    yield "spelling-of-name"


def _of_a_card(situation: Situation, tasks: list[Task]) -> Iterator[str]:
    """What holders of a card with a last day of its own are told."""
    if situation.dated or situation.newborn is not None:
        return
    yield "standing-goes-on" if situation.special else "stay-goes-on"
    states = {task.state for task in tasks if task.id == "renew-card"}
    if states:
        window = situation.renewal_window
        unsettled = window is not None and "open" in window.answer
        yield "old-window" if unsettled else "three-months"
    if states == {State.NOT_YET} and not situation.holds_specified_card:
        yield "no-need-to-swap"


def _waits_online(situation: Situation) -> bool:
    """Whether an online filing may outlive the My Number side that opens its page."""
    filing = situation.filing
    online = filing is not None and filing.online is True
    return (
        online
        and situation.pending
        and situation.holds_my_number_side
        and not situation.my_number_extended
        and not situation.stay_is_over
    )


def notices_of(situation: Situation, tasks: list[Task]) -> list[Notice]:
    """Every notice for this person, in a fixed order."""
    found = [*_of_a_birth(situation), *_of_a_card(situation, tasks)]
    if situation.special and situation.newborn is None:
        found.append("no-duty-to-carry")
        wished = situation.facts.specified_card_wished is not False
        if situation.person.uses_alias and wished:
            found.append("alias-is-shown")
    if situation.event(Lost) is not None and situation.event(Found) is None:
        found.append("stop-is-no-replacement")
    if _waits_online(situation):
        found.append("further-papers-online")
    if situation.event(Landed) is not None and situation.wants_one_card:
        found.append("days-do-not-wait")
    return [_notice(situation, each) for each in found]
