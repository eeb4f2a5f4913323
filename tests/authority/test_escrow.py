"""Sealed contents wait outside the register: none is lost, and none stays behind."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from authority.desk import DELIVERY_ON, MUNICIPALITY, PINS_ON_CARD, Desk
from ichimai.authority.decide import Judgement, decide
from ichimai.authority.deliver import confirm
from ichimai.authority.escrow import (
    Escrow,
    FileEscrow,
    MemoryEscrow,
    deposited,
    owner_of,
    sweep,
)
from ichimai.authority.issue import collect, issue
from ichimai.authority.keys import AuthorityKeys
from ichimai.authority.prepare import prepare
from ichimai.cli.authority import command
from ichimai.errors import Refused, Unavailable


class PowerFailure(Exception):
    """The machine stops here."""


def fail(*_: object) -> NoReturn:
    """Stop the machine."""
    raise PowerFailure


@pytest.fixture(params=[MemoryEscrow, FileEscrow])
def escrow(request: pytest.FixtureRequest, tmp_path: Path) -> Escrow:
    """Each of the two kinds, empty."""
    if request.param is MemoryEscrow:
        return MemoryEscrow()
    return FileEscrow(tmp_path / "escrow")


class TestContract:
    """Both kinds keep one contract."""

    def test_kept(self, escrow: Escrow) -> None:
        """What was deposited is found under its receipt, which names the owner."""
        with escrow.held():
            receipt = escrow.deposit("res_1", b"sealed")

        assert b"sealed" == escrow.find(receipt)
        assert {receipt} == escrow.receipts()
        assert "res_1" == owner_of(receipt)

    def test_erased(self, escrow: Escrow) -> None:
        """What was erased is gone, and may be erased again."""
        with escrow.held():
            receipt = escrow.deposit("res_1", b"sealed")
        escrow.erase(receipt)
        escrow.erase(receipt)

        assert escrow.find(receipt) is None
        assert frozenset() == escrow.receipts()
        with pytest.raises(Refused) as caught:
            deposited(escrow, receipt)
        assert "escrow" == caught.value.code

    def test_deposited_twice(self, escrow: Escrow) -> None:
        """The same content has the same receipt and is there once."""
        with escrow.held():
            receipts = {escrow.deposit("res_1", b"sealed") for _ in range(2)}

        assert receipts == escrow.receipts()


class TestFolder:
    """What only files can have wrong."""

    def test_owner_only(self, tmp_path: Path) -> None:
        """Nobody but the owner enters the folder or reads a file in it."""
        escrow = FileEscrow(tmp_path / "escrow")
        with escrow.held():
            escrow.deposit("res_1", b"sealed")

        assert 0o700 == (tmp_path / "escrow").stat().st_mode & 0o777
        for path in (tmp_path / "escrow").iterdir():
            assert 0o600 == path.stat().st_mode & 0o777

    def test_changed(self, tmp_path: Path) -> None:
        """A content that somebody has changed is not handed out."""
        escrow = FileEscrow(tmp_path)
        with escrow.held():
            receipt = escrow.deposit("res_1", b"sealed")
        (tmp_path / receipt).write_bytes(b"changed")

        assert escrow.find(receipt) is None

    def test_half_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A deposit cut short has no receipt, and is swept away."""
        escrow = FileEscrow(tmp_path)
        with monkeypatch.context() as patched, escrow.held():
            patched.setattr(Path, "replace", fail)
            with pytest.raises(PowerFailure):
                escrow.deposit("res_1", b"sealed")

        assert frozenset() == escrow.receipts()
        with escrow.held(alone=True):
            assert [".lock"] == [path.name for path in tmp_path.iterdir()]

    def test_unusable(self, tmp_path: Path) -> None:
        """A folder that cannot be made is named."""
        (tmp_path / "escrow").touch()

        with (
            pytest.raises(Unavailable) as caught,
            FileEscrow(tmp_path / "escrow").held(),
        ):
            pass

        assert "escrow" == caught.value.code

    def test_no_receipt(self, tmp_path: Path) -> None:
        """Nothing outside the folder is reached by what is no receipt."""
        with pytest.raises(ValueError, match="receipt"):
            FileEscrow(tmp_path).erase("../keys/root.key")


def kept(desk: Desk) -> int:
    """How many contents wait; the register points to each of them, and to no other."""
    assert desk.office.registry.receipts() == desk.office.escrow.receipts()
    return len(desk.office.escrow.receipts())


@pytest.fixture
def filed(authority_keys: AuthorityKeys, escrow: Escrow) -> Desk:
    """A desk over one kind of escrow."""
    return Desk.opened(authority_keys, escrow=escrow)


def test_from_the_filing_to_the_confirmation(filed: Desk) -> None:
    """PINs wait until the issue, the finished card until the confirmation."""
    application = filed.decided()
    counts = [kept(filed)]
    token = prepare(filed.office, application.id, DELIVERY_ON)
    counts.append(kept(filed))
    again = prepare(filed.office, application.id, DELIVERY_ON)
    counts.append(kept(filed))
    assert token != again
    issue(filed.office, again)
    counts.append(kept(filed))
    confirm(filed.office, application.id, MUNICIPALITY)
    counts.append(kept(filed))

    assert [1, 2, 2, 1, 0] == counts


def test_refused(filed: Desk) -> None:
    """The PINs of a refused application are erased at once."""
    application = filed.lodged()
    before = kept(filed)
    decide(filed.office, application.id, Judgement(approved=False))

    assert (1, 0) == (before, kept(filed))


CRASHES: dict[str, Callable[[Desk], object]] = {
    "lodge": Desk.lodged,
    "prepare": lambda desk: prepare(desk.office, desk.decided().id, DELIVERY_ON),
    "issue": lambda desk: issue(desk.office, desk.prepared()),
}


@pytest.mark.parametrize("step", CRASHES)
def test_crash_before_the_erasing(
    filed: Desk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A crash behind the commit leaves what nothing points to; it is swept away."""
    with monkeypatch.context() as patched:
        patched.setattr(type(filed.office.escrow), "erase", fail)
        try:
            CRASHES[step](filed)
        except PowerFailure:
            assert "issue" == step
    swept = sweep(filed.office.escrow, filed.office.registry)

    assert (2 if step == "issue" else 0) == swept
    assert kept(filed) in {1, 2}


def test_crash_before_the_commit(filed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash between deposit and commit loses nothing, and the step is repeated."""
    token = filed.prepared()
    with monkeypatch.context() as patched:
        patched.setattr("ichimai.authority.issue.record_issue", fail)
        with pytest.raises(PowerFailure):
            issue(filed.office, token)
    assert 1 == sweep(filed.office.escrow, filed.office.registry)
    assert 2 == kept(filed)

    image = issue(filed.office, token)

    assert PINS_ON_CARD == image.pins
    assert image == collect(filed.office, token.application_id)


def test_other_register(filed: Desk, authority_keys: AuthorityKeys) -> None:
    """What waits for another register's residents is left alone."""
    filed.lodged()
    other = Desk.opened(authority_keys)

    assert 0 == sweep(filed.office.escrow, other.office.registry)
    assert 1 == kept(filed)


def test_lost_escrow(filed: Desk) -> None:
    """Where the escrow has lost the PINs, no card is made and the sentence says why."""
    token = filed.prepared()
    for receipt in filed.office.escrow.receipts():
        filed.office.escrow.erase(receipt)

    with pytest.raises(Refused) as caught:
        issue(filed.office, token)

    assert "escrow" == caught.value.code


def test_command_line(authority_keys: AuthorityKeys, tmp_path: Path) -> None:
    """`authority sweep` erases what a crash has left, and says how much."""
    url = f"sqlite:///{tmp_path}/register.db"
    escrow = FileEscrow(tmp_path / "escrow")
    desk = Desk.opened(authority_keys, url, escrow=escrow)
    desk.lodged()
    with escrow.held():
        escrow.deposit(desk.resident.id, b"left behind")
    desk.office.registry.close()

    options = ["--directory", str(tmp_path), "--database", url, "--json"]
    done = CliRunner().invoke(command, ["sweep", *options])

    assert 1 == json.loads(done.stdout)["erased"]
    assert 1 == len(escrow.receipts())
