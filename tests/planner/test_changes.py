"""Old and new rules side by side: sourced, and each of some group."""

import pytest

from ichimai.planner.guides.changes import GROUPS, changes, changes_for, promises
from ichimai.planner.guides.guide import EVENTS, get_guide


def test_every_change_has_a_source_a_day_and_a_group() -> None:
    """Both sides are told, and somebody is touched by the change."""
    for each in changes():
        assert each.before
        assert each.source
        assert each.read_on.year == 2026
        assert set(each.groups) <= GROUPS.keys()
        assert each.groups


def test_every_promise_stands_beside_a_provision() -> None:
    """What the law gives is cited; a promise touches no group of its own."""
    assert all(each.cites and not each.groups for each in promises())


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_has_its_changes(group: str) -> None:
    """Visitors read that nothing changes; nobody else reads of visitors."""
    found = changes_for(group)

    assert found
    assert (group == "visitor") == any("no one card" in each.about for each in found)


@pytest.mark.parametrize("event", EVENTS)
def test_after_each_event_somebody_is_to_be_told(event: str) -> None:
    """A bank, an employer, a carrier and an insurer come after each of the four."""
    keys = {section.key for section in get_guide("tell").after(event).sections}

    assert {"bank", "employer", "carrier", "school", "insurer"} <= keys
    assert ("licence" in keys) == (event != "stay")
