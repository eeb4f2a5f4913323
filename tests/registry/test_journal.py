"""The chain and its canonical text, and the law that the journal tells the state."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from ichimai.errors import IchimaiError
from ichimai.model.filing import (
    Application,
    ApplicationState,
    Card,
    RevocationReason,
)
from ichimai.randomness import SeededRandomness
from ichimai.registry.applications import (
    confirm,
    lodge,
    record_decision,
    record_issue,
    record_preparation,
)
from ichimai.registry.canonical import (
    bytes_of,
    canonical_json,
    moment_of,
    moment_text,
    to_json,
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
from ichimai.registry.journal import GENESIS, JournalCheck, check_chain, new_entry_row
from ichimai.registry.residents import change_address, enrol, grant_stay
from ichimai.registry.store import Registry, Transaction, open_registry
from registry.cases import move
from registry.lives import (
    ENROLMENT,
    TODAY,
    approval,
    clock_of_today,
    confirmation,
    earlier_card,
    filing,
    first_stay,
    issue,
    preparation,
)

_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(_JSON)
def test_canonical_text_is_json(value: object) -> None:
    """Canonical text reads back as what it was, and is its own canonical text."""
    text = canonical_json(value)

    assert value == json.loads(text)
    assert text == canonical_json(json.loads(text))


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), {1: 2}, {"a": {3}}, date(1, 1, 1)]
)
def test_no_canonical_text(value: object) -> None:
    """What two programs would write in two ways has no canonical text."""
    with pytest.raises(TypeError):
        canonical_json(value)


def test_hash_is_as_documented() -> None:
    """Anybody can compute the first hash from the entry's words and 32 zero bytes."""
    words = {
        "actor": "bureau",
        "command": "stay-granted",
        "cites": ["ICA 2-2"],
        "subject": "res_1",
        "payload": {"rows": {}, "details": {"名": "TEST"}},
    }

    row = new_entry_row((0, GENESIS), datetime(2026, 11, 2, tzinfo=UTC), words)

    text = (
        '{"actor":"bureau","at":"2026-11-02T00:00:00.000000Z","cites":["ICA 2-2"],'
        '"command":"stay-granted","number":1,'
        '"payload":{"details":{"名":"TEST"},"rows":{}},"subject":"res_1"}'
    )
    assert sha256(bytes(32) + text.encode()).hexdigest() == row["hash"]
    assert JournalCheck(1, row["hash"]) == check_chain([row], (1, row["hash"]))


def test_check_has_no_truth_value() -> None:
    """Nobody can ask a check whether it is true and forget its fault."""
    with pytest.raises(TypeError):
        bool(JournalCheck(0, GENESIS))


@given(st.datetimes(timezones=st.timezones() | st.just(timezone(timedelta(hours=9)))))
def test_moments_are_kept(at: datetime) -> None:
    """A moment is written in UTC to the microsecond and read back the same."""
    if at.year in {1, 9999}:
        return  # the day before the first and after the last cannot be written

    # Python calls ambiguous local times unequal to every moment elsewhere.
    assert at.astimezone(UTC) == moment_of(moment_text(at))


@given(st.binary())
def test_bytes_are_kept(content: bytes) -> None:
    """Bytes come back from the journal as they went in."""
    written = to_json(content)

    assert isinstance(written, str)
    assert content == bytes_of(written)


# Random commands

Step = tuple[str, int, int]
"""A command by name, which row it is about, how far off the version it names is."""

Command = Callable[[Transaction], object]


def application_in(registry: Registry, which: int, off: int) -> Application:
    """One of the applications, as somebody has seen it."""
    found = [
        application
        for resident in registry.residents()
        for application in registry.applications_of(resident.id)
    ]
    seen = found[which % len(found)]
    return replace(seen, version=seen.version + off)


def card_in(registry: Registry, which: int, off: int) -> Card:
    """One of the cards, as somebody has seen it."""
    found = [c for each in registry.residents() for c in registry.cards_of(each.id)]
    seen = found[which % len(found)]
    return replace(seen, version=seen.version + off)


def on_person(registry: Registry, step: Step, number: int) -> Command:
    """The command of a *step* that is about a person."""
    name, which, off = step
    residents = registry.residents()
    resident = residents[which % len(residents)]
    seen = resident.version + off
    earlier = replace(earlier_card(resident.id, number), seen_version=seen)
    stay = replace(first_stay(resident.id), seen_version=seen)
    return {
        "enrol": lambda tx: enrol(tx, ENROLMENT),
        "grant": lambda tx: grant_stay(tx, stay),
        "enter": lambda tx: enter_card(tx, earlier),
        "move": lambda tx: change_address(tx, move(resident.id, seen)),
        "lodge": lambda tx: lodge(tx, filing(resident.id, specified=off == 0)),
    }[name]


_NEXT = {
    ApplicationState.LODGED: "approve",
    ApplicationState.DECIDED: "prepare",
    ApplicationState.PREPARED: "issue",
    ApplicationState.ISSUED: "confirm",
}


def on_application(registry: Registry, step: Step, number: int) -> Command:
    """The command of a *step* that is about an application."""
    name, which, off = step
    seen = application_in(registry, which, off)
    refusal = replace(approval(seen), approved=False, granted=None)
    handover = Delivery(seen.id, seen.version, TODAY)
    municipality = registry.get_resident(seen.resident_id).municipality
    word = replace(confirmation(seen), municipality=municipality)
    if name == "advance":
        ordinary = seen.state is ApplicationState.ISSUED and not seen.specified_request
        name = "deliver" if ordinary else _NEXT.get(seen.state, "deliver")
    return {
        "approve": lambda tx: record_decision(tx, approval(seen)),
        "refuse": lambda tx: record_decision(tx, refusal),
        "prepare": lambda tx: record_preparation(tx, preparation(seen)),
        "issue": lambda tx: record_issue(tx, issue(seen, number)),
        "confirm": lambda tx: confirm(tx, word),
        "deliver": lambda tx: deliver(tx, handover),
    }[name]


def on_card(registry: Registry, step: Step, number: int) -> Command:
    """The command of a *step* that is about a card."""
    del number
    name, which, off = step
    card = card_in(registry, which, off)
    certificates = registry.certificates_of(card.id)
    ended = Voiding(card.id, card.version, TODAY, "validity-over", ("ICA 19-14",))
    revocation = Revocation(
        certificate_id=certificates[0].id if certificates else "cert_0",
        seen_version=certificates[0].version + off if certificates else 1,
        reason=RevocationReason.UNSPECIFIED,
        cites=("JPKI 12",),
    )
    return {
        "void": lambda tx: void_card(tx, ended),
        "return": lambda tx: return_card(
            tx, ReturnedCard(card.id, card.version, TODAY)
        ),
        "revoke": lambda tx: revoke_certificate(tx, revocation),
    }[name]


_PERSON = ["enrol", "grant", "enter", "move", "lodge"]
_FILING = ["approve", "refuse", "prepare", "issue", "confirm", "deliver"]
_CARD = ["void", "return", "revoke"]
_STEP = st.tuples(
    # The way forward is drawn more often than the rest, or few cases would get far.
    st.sampled_from([*_PERSON, *_FILING, *_CARD, *["advance"] * 20]),
    st.integers(0, 2),
    st.sampled_from([0, 0, 0, 0, 0, 0, -1, 1]),
)


@settings(max_examples=25)
@given(st.lists(_STEP, min_size=15, max_size=50))
def test_journal_tells_the_state(steps: list[Step]) -> None:
    """Commands in any order take effect with one entry each, or not at all."""
    registry = open_registry(
        "sqlite://", clock_of_today(), SeededRandomness("any"), migrate=True
    )
    with registry.transaction("machine") as tx:
        person = enrol(tx, ENROLMENT)
    with registry.transaction("machine") as tx:
        enter_card(tx, earlier_card(person.id, 5000))
    with registry.transaction("machine") as tx:
        lodge(tx, filing(person.id))
    kept = 3

    for number, step in enumerate(steps):
        kinds = {**dict.fromkeys(_PERSON, on_person), **dict.fromkeys(_CARD, on_card)}
        command = kinds.get(step[0], on_application)(registry, step, number)
        before = registry.rebuild()
        try:
            with registry.transaction("machine") as tx:
                command(tx)
        except IchimaiError:
            assert before == registry.rebuild()
        else:
            kept += 1
            event(list(registry.journal())[-1].command)

    check = registry.verify_journal()
    assert (None, kept) == (check.fault, check.entries)
    assert () == registry.differences()
    registry.close()
