"""What every store must do, whichever database is under it."""

from ichimai.model.filing import ApplicationState, CardState
from ichimai.registry.store import Registry
from registry.lives import GRANTED, TODAY, delivered


class StoreContract:
    """Inherit this with a `registry` fixture, and the store is held to all of it."""

    def test_delivery_changes_everything_at_once(self, registry: Registry) -> None:
        """With the new card the old one is void and the granted stay takes effect."""
        case = delivered(registry)

        old, new = registry.cards_of(case.resident.id)
        stay = registry.stay_of(case.resident.id)
        assert (CardState.VOID, TODAY) == (old.state, old.voided_on)
        assert (CardState.ACTIVE, TODAY) == (new.state, new.delivered_on)
        assert (GRANTED.stay_ends_on, TODAY) == (stay.stay_ends_on, stay.permitted_on)
        assert ApplicationState.DELIVERED is case.application.state
