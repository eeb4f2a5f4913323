"""PINs, My Numbers and keys leave no trace where they do not belong."""

import logging
from pathlib import Path

import pytest

from authority.desk import DELIVERY_ON, MUNICIPALITY, PINS, Desk
from ichimai.authority.deliver import confirm, deliver
from ichimai.authority.issue import issue
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.office import open_my_number
from ichimai.authority.pins import open_pins, seal_pins
from ichimai.authority.setup import new_keys
from ichimai.card.layout.image import CardImage, Pins
from ichimai.clock import morning_in_japan
from ichimai.errors import IchimaiError, Malformed, Refused
from ichimai.randomness import system_randomness


def canaries(desk: Desk, image: CardImage) -> tuple[bytes, ...]:
    """Bytes that are found where a secret has leaked."""
    keys = (image.signature.private_key, image.user_authentication.private_key)
    assert PINS.signature is not None
    return (
        PINS.signature.encode(),
        str(desk.my_number).encode(),
        *(key[-40:] for key in keys if key is not None),
    )


def found_in(place: Path, secrets: tuple[bytes, ...]) -> list[str]:
    """The files of *place* in which one of *secrets* stands."""
    return [
        path.name
        for path in place.iterdir()
        if any(secret in path.read_bytes() for secret in secrets)
    ]


def test_canaries(
    authority_keys: AuthorityKeys, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No file of the database, no journal entry and no log holds PIN, number or key."""
    caplog.set_level(logging.DEBUG)
    desk = Desk.opened(authority_keys, f"sqlite:///{tmp_path}/register.db")
    registry = desk.office.registry
    token = desk.prepared()

    image = issue(desk.office, token)

    secrets = canaries(desk, image)
    assert [] == found_in(tmp_path, secrets)
    confirm(desk.office, token.application_id, MUNICIPALITY)
    desk.clock.move_to(morning_in_japan(DELIVERY_ON))
    deliver(desk.office, token.application_id, DELIVERY_ON)
    journal = repr([dict(row) for row in registry.journal_rows()]).encode()
    assert not any(secret in journal for secret in secrets)
    assert b"pins" in journal
    assert not any(secret.decode("latin-1") in caplog.text for secret in secrets)
    registry.close()
    assert [] == found_in(tmp_path, secrets)


def test_canaries_are_found(tmp_path: Path) -> None:
    """The search above finds what it looks for."""
    (tmp_path / "leak").write_bytes(b"xx KANARI8542 xx")

    assert ["leak"] == found_in(tmp_path, (b"KANARI8542",))


@pytest.mark.parametrize(
    ("pins", "field"),
    [
        (Pins("739", None), "user-authentication"),
        (Pins("73911", None), "user-authentication"),
        (Pins("73a1", None), "user-authentication"),
        (Pins("７３９１", None), "user-authentication"),
        (Pins(None, "KANARI8542"), "user-authentication"),
        (Pins("7391", "kanari8542"), "signature"),
        (Pins("7391", "KANARI"), "signature"),
        (Pins("7391", "8542854285"), "signature"),
        (Pins("7391", "KAN85"), "signature"),
        (Pins("7391", "KANARI8542KANARI8"), "signature"),
        (Pins("7391", "KANARI 8542"), "signature"),
    ],
)
def test_pin_formats(authority_keys: AuthorityKeys, pins: Pins, field: str) -> None:
    """A PIN of wrong form is told apart at the edge, and never repeated."""
    with pytest.raises(Malformed) as caught:
        seal_pins(authority_keys.card_maker.public, "res_1", pins)

    error: IchimaiError = caught.value
    assert ("pin", field) == (error.code, error.values["field"])
    for pin in (pins.user_authentication, pins.signature):
        assert pin is None or pin not in f"{error} {error.values}"


def test_envelope_of_another_person(authority_keys: AuthorityKeys) -> None:
    """An envelope that is moved to another resident's case does not open."""
    card_maker = authority_keys.card_maker
    sealed = seal_pins(card_maker.public, "res_1", PINS)

    assert PINS == open_pins(card_maker, "res_1", sealed)
    with pytest.raises(Refused) as caught:
        open_pins(card_maker, "res_2", sealed)
    assert "envelope" == caught.value.code


def test_my_number_of_another_authority(desk: Desk) -> None:
    """The My Number opens for the authority it was sealed to."""
    sealed = desk.resident.my_number_sealed

    assert desk.my_number == open_my_number(desk.office.keys, sealed)
    with pytest.raises(Refused) as caught:
        open_my_number(new_keys(system_randomness), sealed)
    assert "my-number" == caught.value.code


def test_silent_representations(desk: Desk) -> None:
    """What an officer's screen or a traceback prints of these values is harmless."""
    token = desk.prepared()
    image = issue(desk.office, token)

    printed = f"{token!r} {image!r} {desk.office.keys!r} {PINS!r}"

    for secret in (PINS.signature, PINS.user_authentication, str(desk.my_number)):
        assert secret is not None
        assert secret not in printed
