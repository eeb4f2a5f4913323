"""Every command on a row that exists, as somebody gives it who saw another version."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ichimai.errors import Conflict
from ichimai.model.filing import RevocationReason
from ichimai.registry import applications, cards, certificates, residents
from ichimai.registry.applications import (
    confirm,
    record_decision,
    record_issue,
    record_preparation,
)
from ichimai.registry.cards import (
    Delivery,
    ReturnedCard,
    Voiding,
    deliver,
    enter_card,
    return_card,
    void_card,
)
from ichimai.registry.certificates import Revocation, revoke_certificate
from ichimai.registry.residents import ChangeOfAddress, change_address, grant_stay
from ichimai.registry.store import Registry, Transaction
from registry.lives import (
    MUNICIPALITY,
    TODAY,
    Case,
    approval,
    confirmation,
    confirmed,
    decided,
    delivered,
    earlier_card,
    first_stay,
    issue,
    issued,
    lodged,
    preparation,
    prepared,
)

Given = Callable[[Registry, Transaction, Case], object]


def _newest(registry: Registry, case: Case) -> tuple[str, int]:
    card = registry.cards_of(case.resident.id)[-1]
    return card.id, card.version + 1


def _stale_issue(registry: Registry, tx: Transaction, case: Case) -> object:
    del registry
    return record_issue(tx, replace(issue(case.application), seen_version=9))


def _stale_revocation(registry: Registry, tx: Transaction, case: Case) -> object:
    assert case.card is not None
    record = registry.certificates_of(case.card.id)[0]
    reason = RevocationReason.UNSPECIFIED
    return revoke_certificate(tx, Revocation(record.id, 9, reason, ("JPKI 9",)))


STALE: dict[str, tuple[Callable[[Registry], Case], Given]] = {
    "grant_stay": (
        lodged,
        lambda _, tx, c: grant_stay(
            tx, replace(first_stay(c.resident.id), seen_version=9)
        ),
    ),
    "change_address": (
        lodged,
        lambda _, tx, c: change_address(
            tx, ChangeOfAddress(c.resident.id, 9, "1 Sample", MUNICIPALITY, TODAY)
        ),
    ),
    "enter_card": (
        lodged,
        lambda _, tx, c: enter_card(
            tx, replace(earlier_card(c.resident.id, 7), seen_version=9)
        ),
    ),
    "record_decision": (
        lodged,
        lambda _, tx, c: record_decision(
            tx, replace(approval(c.application), seen_version=9)
        ),
    ),
    "record_preparation": (
        decided,
        lambda _, tx, c: record_preparation(
            tx, replace(preparation(c.application), seen_version=9)
        ),
    ),
    "record_issue": (prepared, _stale_issue),
    "confirm": (
        issued,
        lambda _, tx, c: confirm(
            tx, replace(confirmation(c.application), seen_version=9)
        ),
    ),
    "deliver": (
        confirmed,
        lambda _, tx, c: deliver(tx, Delivery(c.application.id, 9, TODAY)),
    ),
    "void_card": (
        delivered,
        lambda r, tx, c: void_card(
            tx, Voiding(*_newest(r, c), TODAY, "validity-over", ("ICA 19-14(i)",))
        ),
    ),
    "return_card": (
        delivered,
        lambda r, tx, c: return_card(tx, ReturnedCard(*_newest(r, c), TODAY)),
    ),
    "revoke_certificate": (delivered, _stale_revocation),
}
"""How far the case has come, and the command with a version that nobody ever saw."""


class StaleCases:
    """No command is carried out that was drawn up from another version of its row."""

    def test_all_are_tried(self) -> None:
        """Every command value that names a version is in the table above."""
        commands = {
            value
            for module in (applications, cards, certificates, residents)
            for value in vars(module).values()
            if isinstance(value, type)
            and "seen_version" in getattr(value, "__annotations__", ())
        }

        assert len(STALE) == len(commands)

    @pytest.mark.parametrize("name", STALE)
    def test_stale_command(self, registry: Registry, name: str) -> None:
        """It is a conflict, and nothing is kept of it."""
        came_to, command = STALE[name]
        case = came_to(registry)
        head = registry.journal_head()

        with pytest.raises(Conflict) as caught, registry.transaction("late") as tx:
            command(registry, tx, case)

        assert "stale-version" == caught.value.code
        assert head == registry.journal_head()
        assert () == registry.differences()
