"""A token leads to one card: not to two, and not to none when machines fail."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from authority.desk import DELIVERY_ON, Desk
from ichimai.authority import issue as issuing
from ichimai.authority.drafting import RESIDENCE_DATA
from ichimai.authority.escrow import FileEscrow, MemoryEscrow
from ichimai.authority.issue import collect, issue
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.prepare import Token, prepare
from ichimai.authority.setup import new_keys
from ichimai.card.layout.image import CardImage
from ichimai.crypto.keys import EcPrivateKey
from ichimai.errors import IchimaiError, NotFound, Refused
from ichimai.model.filing import ApplicationState
from ichimai.randomness import system_randomness
from ichimai.registry.applications import PreparationMade, record_preparation
from ichimai.registry.store import open_registry


class PowerFailure(Exception):
    """The machine stops here."""


def refused_for(desk: Desk, token: Token) -> str:
    """The code with which *token* is refused."""
    with pytest.raises(Refused) as caught:
        issue(desk.office, token)
    return caught.value.code


def untouched(desk: Desk, token: Token) -> bool:
    """Whether the case stands as it was before anybody tried to issue."""
    register, application_id = desk.office.registry, token.application_id
    return (
        register.get_application(application_id).state is ApplicationState.PREPARED
        and register.find_card_for(application_id) is None
        and ["card", "pins"] == list(register.receipts_of(application_id))
        and not register.get_preparation(application_id).redeemed
    )


def test_same_token_twice(desk: Desk) -> None:
    """The second use of a token is refused, and one card remains."""
    token = desk.prepared()
    issue(desk.office, token)

    assert "wrong-state" == refused_for(desk, token)
    assert 2 == len(desk.office.registry.cards_of(desk.resident.id))


@pytest.mark.parametrize("kind", [MemoryEscrow, FileEscrow])
def test_same_token_at_once(
    authority_keys: AuthorityKeys, tmp_path: Path, kind: type
) -> None:
    """Of several offices with one token at one moment, one makes the card."""
    url = f"sqlite:///{tmp_path}/register.db"
    escrow = MemoryEscrow() if kind is MemoryEscrow else FileEscrow(tmp_path / "e")
    desk = Desk.opened(authority_keys, url, escrow=escrow)
    token = desk.prepared()

    def try_to_issue(_: int) -> str:
        registry = open_registry(url, desk.clock, system_randomness)
        try:
            return issue(replace(desk.office, registry=registry), token).type_code
        except Refused as refused:
            return refused.code
        finally:
            registry.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(try_to_issue, range(4)))

    assert ["07", "wrong-state", "wrong-state", "wrong-state"] == outcomes
    assert desk.office.registry.receipts() == escrow.receipts()
    assert isinstance(collect(desk.office, token.application_id), CardImage)
    desk.office.registry.close()


def test_guessed_token(desk: Desk) -> None:
    """A token that was never handed out opens nothing."""
    token = desk.prepared()

    assert "wrong-token" == refused_for(desk, replace(token, value=bytes(32)))
    assert untouched(desk, token)


def test_prepared_again(desk: Desk) -> None:
    """A new preparation replaces the one before, whose token is worth nothing."""
    first = desk.prepared()
    second = prepare(desk.office, first.application_id, DELIVERY_ON)

    assert "wrong-token" == refused_for(desk, first)
    assert isinstance(issue(desk.office, second), CardImage)


def test_token_before_preparation(desk: Desk) -> None:
    """Nothing is issued for an application that is only decided."""
    application = desk.decided()

    assert "wrong-state" == refused_for(desk, Token(application.id, bytes(32)))


def test_other_authority(desk: Desk) -> None:
    """Another authority cannot open what was prepared here, and leaves it be."""
    token = desk.prepared()
    elsewhere = replace(desk.office, keys=new_keys(system_randomness))

    assert "envelope" == refused_for(replace(desk, office=elsewhere), token)
    assert untouched(desk, token)


def test_other_issuer(desk: Desk, authority_keys: AuthorityKeys) -> None:
    """An issuer of the same name and another key does not sign what names this one."""
    token = desk.prepared()
    other = new_keys(system_randomness)
    keys = replace(
        authority_keys, issuers=other.issuers, certificates=other.certificates
    )
    elsewhere = replace(desk.office, keys=keys)

    assert "wrong-issuer" == refused_for(replace(desk, office=elsewhere), token)
    assert untouched(desk, token)


def test_other_bytes(desk: Desk) -> None:
    """Bytes that were not prepared with the sealed card are not signed."""
    token = desk.prepared()
    register = desk.office.registry
    application = register.get_application(token.application_id)
    written = dict(register.get_preparation(application.id).to_be_signed)
    changed = bytearray(written[RESIDENCE_DATA])
    changed[-1] ^= 1
    made = PreparationMade(
        application.id,
        application.version,
        token.sha256,
        {**written, RESIDENCE_DATA: bytes(changed)},
    )
    with register.transaction("intruder") as tx:
        record_preparation(tx, made)

    assert "prepared-bytes" == refused_for(desk, token)


def test_no_pins(desk: Desk) -> None:
    """Without the envelope of the PINs no card is made."""
    token = desk.prepared()
    register = desk.office.registry
    with register.transaction("intruder") as tx:
        receipts = tx.receipts_of(token.application_id)
        tx.drop_receipts(token.application_id)
        tx.keep_receipts(token.application_id, {"card": receipts["card"]})
        tx.journal_entry("envelope-lost", desk.resident.id)

    assert "no-pins" == refused_for(desk, token)


def _fail(*_: object, **__: object) -> NoReturn:
    raise PowerFailure


BEFORE_THE_COMMIT: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "at the envelopes": lambda m: m.setattr(issuing, "open_pins", _fail),
    "at the residence data": lambda m: m.setattr(
        EcPrivateKey, "sign_sha256_raw", _fail
    ),
    "at the certificates": lambda m: m.setattr(
        issuing.certificates, "sign_certificate", _fail
    ),
    "at the sealing": lambda m: m.setattr(issuing, "seal_card", _fail),
    "at the record": lambda m: m.setattr(issuing, "record_issue", _fail),
}


@pytest.mark.parametrize("step", BEFORE_THE_COMMIT)
def test_failure_before_the_commit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A failure at any step before the commit leaves the case and the token as good."""
    token = desk.prepared()
    with monkeypatch.context() as patched:
        BEFORE_THE_COMMIT[step](patched)

        with pytest.raises(PowerFailure):
            issue(desk.office, token)

    assert untouched(desk, token)
    assert isinstance(issue(desk.office, token), CardImage)


def test_failure_behind_the_record(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that was not committed never was."""
    token = desk.prepared()
    recorded = issuing.record_issue

    def record_and_fail(*given: object) -> NoReturn:
        recorded(*given)  # type: ignore[arg-type]
        raise PowerFailure

    with monkeypatch.context() as patched:
        patched.setattr(issuing, "record_issue", record_and_fail)
        with pytest.raises(PowerFailure):
            issue(desk.office, token)

    assert untouched(desk, token)


def test_failure_behind_the_commit(desk: Desk) -> None:
    """A card that was committed and never handed over is collected, not made again."""
    token = desk.prepared()
    issue(desk.office, token)  # what it returns is lost with the machine

    image = collect(desk.office, token.application_id)

    card = desk.office.registry.find_card_for(token.application_id)
    assert card is not None
    assert card.number == image.card_number
    assert "wrong-state" == refused_for(desk, token)


def test_nothing_to_collect(desk: Desk) -> None:
    """A card that is not made cannot be collected."""
    token = desk.prepared()

    with pytest.raises(NotFound) as caught:
        collect(desk.office, token.application_id)

    assert isinstance(caught.value, IchimaiError)
