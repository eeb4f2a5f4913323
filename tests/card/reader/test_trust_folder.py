"""The folder that an authority publishes is loaded whole, or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ichimai.authority.setup import init
from ichimai.card.reader.trust import TrustStore
from ichimai.card.reader.trust_folder import load_trust_folder
from ichimai.clock import VirtualClock
from ichimai.errors import Malformed, Unavailable
from ichimai.model.cards import CardNumber
from ichimai.randomness import SeededRandomness

NOON = datetime(2026, 11, 21, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trust folder of a new TEST authority."""
    place = tmp_path_factory.mktemp("authority") / "test"
    init(place, bytes(32), VirtualClock(NOON), SeededRandomness("TRUST TEST"))
    return place / "trust"


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    for file in published.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_whole_folder(published: Path) -> None:
    """Anchors, lists and the two public keys come out of the folder."""
    trust = load_trust_folder(published)

    assert {"residence", "residence-first", "jpki-auth"} == set(trust.anchors)
    assert {"residence", "jpki-auth"} == set(trust.revoked)
    assert trust.text_issuer is not None
    assert trust.void is not None
    assert trust.void.find(CardNumber("TS00000001TS")) is None
    assert NOON == trust.void.issued_at
    assert trust.delivery_key is not None
    assert trust.test_roots


def test_signer_is_no_anchor(published: Path) -> None:
    """The residence signer's certificate lies in the folder and anchors nothing."""
    signer = (published / "residence-signer.cer").read_bytes()

    anchors = load_trust_folder(published).anchors.values()

    assert all(signer not in each for each in anchors)


def test_absent_parts(folder: Path) -> None:
    """What is absent stays absent; the anchors that are there are loaded."""
    for name in ("residence.crl", "void-cards.jws", "delivery.pem", "jpki-auth.cer"):
        (folder / name).unlink()

    trust = load_trust_folder(folder)

    assert {"residence", "residence-first"} == set(trust.anchors)
    assert {} == trust.revoked
    assert (None, None) == (trust.void, trust.delivery_key)


def test_no_folder(tmp_path: Path) -> None:
    """A folder without anchors is named as missing."""
    with pytest.raises(Unavailable) as caught:
        load_trust_folder(tmp_path / "nowhere")

    assert "trust-folder" == caught.value.code


@pytest.mark.parametrize(
    "name",
    [
        "residence.cer",
        "residence.crl",
        "jpki-auth.crl",
        "void-cards.jws",
        "delivery.pem",
    ],
)
def test_broken_parts(folder: Path, name: str) -> None:
    """A file that does not hold is named, and nothing is loaded."""
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 0x01
    (folder / name).write_bytes(content)
    if name in {"residence.cer", "delivery.pem"}:  # these carry no list's signature
        (folder / name).write_bytes(content[: len(content) // 2])

    with pytest.raises(Malformed) as caught:
        load_trust_folder(folder)

    assert ("trust-file", name) == (caught.value.code, caught.value.values["file"])


def test_lists_of_another_authority(folder: Path, tmp_path: Path) -> None:
    """A list that the anchor beside it has not signed is refused."""
    other = tmp_path / "other"
    init(other, bytes(32), VirtualClock(NOON), SeededRandomness("OTHER TEST"))
    (folder / "residence.crl").write_bytes(
        (other / "trust" / "residence.crl").read_bytes()
    )

    with pytest.raises(Malformed):
        load_trust_folder(folder)


def test_a_store_without_anchors_is_no_production_store() -> None:
    """A store that knows no anchor yields no verdict on production roots."""
    assert TrustStore(anchors={}).test_roots
