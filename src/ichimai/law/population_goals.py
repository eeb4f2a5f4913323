"""Every day and flag that a register keeps of a resident, as goals of one graph.

The questions of this package each start from the facts that a person names. A register
knows how these hang together: the last day of the card limits the certificates, theirs
opens a renewal window, the end of the special period is what a My Number card is
extended to. Here the answer of one question is the fact of the next
(`rules.binding`), so all goals are one plan and what they share is worked out once.

`GOALS` names what is worked out, `FACTS` what it rests on: `rules.columns.Plan(GOALS)`
or `rules.kernel.Kernel` of that plan for everybody, `rules.scalar.Case` for one person.
Both take a column a fact, by the name in its `spec`, besides `as_of`.

Where a thing that a resident need not have is absent (`my_number.made_on`,
`certificates.issued_on`, `pending.filed_on`, `renewal.filed_on`, `duty.event_on`), the
goals about it are absent too; other facts of that thing may then hold anything.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ichimai.law import (
    certificate_validity,
    deadline,
    my_number_card_extension,
    my_number_card_validity,
    my_number_holders,
    renewal_bridge,
    renewal_window,
    special_period,
    standing,
)
from ichimai.law.card_validity import in_force as card_validity
from ichimai.law.facts import (
    as_of,
    birth_date,
    card,
    delivered_on,
    filed_on,
    old_card_delivered_on,
    status,
    stay_ends_on,
)
from ichimai.rules.binding import bind, chosen, only_where, renamed
from ichimai.rules.graph import Day, Node, Truth, walk, word

_stay = {
    special_period.stay_days: standing.stay_days,
    special_period.stay_months: standing.stay_months,
    special_period.stay_ends_on: stay_ends_on,
}

made_on = renamed(my_number_holders.made_on, "my_number.made_on", optional=True)
"""The making of the My Number card, where there is one beside the residence card."""
_stay_at_making = renamed(stay_ends_on, "my_number.stay_ends_on")
_replaced = renamed(
    my_number_holders.replaced_expires_on,
    "my_number.replaces.expires_on",
    optional=True,
)

issued_on = renamed(
    certificate_validity.issued_on, "certificates.issued_on", optional=True
)
"""The issue of the electronic certificates, where there are any."""
_renewal_of = renamed(
    certificate_validity.renewal_of_ends_on,
    "certificates.renewal_of_ends_on",
    optional=True,
)

pending_filed_on = renamed(
    special_period.filed_on,
    "pending.filed_on",
    optional=True,
    not_after="pending.decided_on",
)
"""The filing for another stay that is or was last undecided, where there is one."""
_pending_decided_on = renamed(
    special_period.decided_on,
    "pending.decided_on",
    optional=True,
    not_before="pending.filed_on",
)
_pending_procedure = renamed(special_period.procedure, "pending.procedure")
_my_number_extended = renamed(
    special_period.my_number_extended, "pending.my_number_extended"
)

renewal_filed_on = renamed(
    filed_on,
    "renewal.filed_on",
    optional=True,
    not_after="renewal.delivered_on",
)
"""The renewal of validity with a request for the one card, where there is one."""
_renewal_delivered_on = renamed(
    renewal_bridge.delivered_on,
    "renewal.delivered_on",
    optional=True,
    not_before="renewal.filed_on",
)

duty_event_on = renamed(deadline.event_on, "duty.event_on", optional=True)
"""The event from which a duty that is open runs, where one is."""


def _ended(last_day: Day) -> Truth:
    """Whether there is a last day and it lies before the day looked from."""
    return last_day.exists() & (last_day.present() < as_of)


def _open(opens_on: Day, closes_on: Day) -> Truth:
    """Whether there is a window and it is open on the day looked from."""
    within = (opens_on.present() <= as_of) & (as_of <= closes_on.present())
    return opens_on.exists() & within


def _card() -> dict[str, Node]:
    expires_on = card_validity.expires_on
    side_ends_on = only_where(card_validity.specified, card_validity.my_number_ends_on)
    return {
        "card.expires_on": expires_on,
        "card.my_number_ends_on": side_ends_on,
        "card.ended": _ended(expires_on),
    }


def _window(name: str, kind: Node, last_day: Day) -> dict[str, Node]:
    """When a thing of that kind, which ends on that day, may be renewed."""
    opens_on, closes_on = (
        only_where(last_day.exists(), day)
        for day in bind(
            (renewal_window.opens_on, renewal_window.closes_on),
            {
                renewal_window.card: kind,
                renewal_window.expires_on: last_day.present(),
                old_card_delivered_on: delivered_on,
            },
        )
    )
    return {
        f"{name}.window_opens_on": opens_on,
        f"{name}.window_closes_on": closes_on,
        f"{name}.window_open": _open(opens_on, closes_on),
    }


def _my_number(stands: Node) -> dict[str, Node]:
    """The My Number card beside the residence card.

    `extends_to` is the day to which it can be set on the day looked from, because
    another stay was granted since it was made.
    """
    made = made_on.present()
    holder = {
        my_number_holders.birth_date: birth_date,
        my_number_holders.status: status,
        my_number_holders.standing: stands,
        my_number_holders.made_on: made,
        my_number_holders.replaced_expires_on: _replaced,
    }
    expires_on, capped_on = bind(
        (my_number_card_validity.expires_on, my_number_card_validity.capped_on),
        {**holder, stay_ends_on: _stay_at_making},
    )
    extension = my_number_card_extension
    (extends_to,) = bind(
        (extension.expires_on,),
        {
            **holder,
            extension.present_expires_on: expires_on.present(),
            extension.requested_on: as_of,
            extension.new_stay_ends_on: stay_ends_on,
            extension.new_status: status,
            extension.special_period_ends_on: stay_ends_on,
        },
    )
    found = {
        "my_number.expires_on": expires_on,
        "my_number.capped_on": capped_on,
        "my_number.extends_to": extends_to,
    }
    there = made_on.exists()
    goals = {name: only_where(there, day) for name, day in found.items()}
    return {**goals, "my_number.ended": _ended(goals["my_number.expires_on"])}


def _certificates(card_ends_on: Day) -> dict[str, Node]:
    """Both certificates, issued on one day into the card that ends on that day."""
    there = issued_on.exists()
    common = {
        certificate_validity.issued_on: issued_on.present(),
        certificate_validity.birth_date: birth_date,
        certificate_validity.card_ends_on: card_ends_on.present(),
        certificate_validity.renewal_of_ends_on: _renewal_of,
    }
    (beside,) = bind((certificate_validity.user_authentication,), common)
    user_authentication = only_where(there, beside)
    own = certificate_validity.user_authentication_ends_on
    (last_day,) = bind(
        (certificate_validity.signature,), {**common, own: user_authentication}
    )
    signature = only_where(there, last_day)
    kind = word("certificate")
    return {
        "user_authentication.expires_on": user_authentication,
        "user_authentication.ended": _ended(user_authentication),
        **_window("user_authentication", kind, user_authentication),
        "signature.expires_on": signature,
        "signature.ended": _ended(signature),
        **_window("signature", kind, signature),
    }


def _stay_goals() -> dict[str, Node]:
    """The special period of the filing, and whether the stay has lapsed."""
    there = pending_filed_on.exists()
    ends_on, side_ends_on = (
        only_where(there, day)
        for day in bind(
            (special_period.special_period_ends_on, special_period.my_number_ends_on),
            {
                **_stay,
                special_period.procedure: _pending_procedure,
                special_period.filed_on: pending_filed_on.present(),
                special_period.decided_on: _pending_decided_on,
                special_period.my_number_extended: _my_number_extended,
            },
        )
    )
    running = (stay_ends_on < as_of) & (as_of <= ends_on.present())
    return {
        "special_period.ends_on": ends_on,
        "special_period.my_number_ends_on": side_ends_on,
        "special_period.running": ends_on.exists() & running,
    }


def _bridge(card_expires_on: Day) -> dict[str, Node]:
    there = renewal_filed_on.exists() & card_expires_on.exists()
    (ends_on,) = bind(
        (renewal_bridge.old_card_ends_on,),
        {
            renewal_bridge.old_expires_on: card_expires_on.present(),
            filed_on: renewal_filed_on.present(),
            renewal_bridge.delivered_on: _renewal_delivered_on,
        },
    )
    return {"renewal.card_ends_on": only_where(there, ends_on)}


def _duty() -> dict[str, Node]:
    days = bind(
        (deadline.legal_last_day, deadline.safe_last_day),
        {deadline.event_on: duty_event_on.present()},
    )
    legal, safe = (only_where(duty_event_on.exists(), day) for day in days)
    return {
        "duty.legal_last_day": legal,
        "duty.safe_last_day": safe,
        "duty.overdue": _ended(legal),
    }


def _goals() -> dict[str, Node]:
    (stands,) = bind((standing.standing,), {standing.status: status})
    of_card = _card()
    card_expires_on = card_validity.expires_on
    of_my_number = _my_number(stands)
    my_number_expires_on: Day = of_my_number["my_number.expires_on"]  # type: ignore[assignment]
    carrier_ends_on = chosen(
        card_validity.specified, card_validity.my_number_ends_on, my_number_expires_on
    )
    return {
        "standing": stands,
        **of_card,
        **_window("card", card, card_expires_on),
        **_stay_goals(),
        **_bridge(card_expires_on),
        **of_my_number,
        **_window("my_number", word("my-number"), my_number_expires_on),
        **_certificates(carrier_ends_on),
        **_duty(),
    }


GOALS: Mapping[str, Node] = MappingProxyType(_goals())
"""What a register keeps of every resident: days, words, and flags as of the day."""

FACTS: tuple[Node, ...] = tuple(
    node for node in walk(GOALS.values()) if node.op == "fact" and node is not as_of
)
"""What the goals rest on: one fact a name."""
