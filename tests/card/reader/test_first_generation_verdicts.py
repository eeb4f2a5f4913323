"""Verdicts on first-generation cards: what their signature covers and leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

import pytest

from card.reader.workshop import FROM, PIN, TODAY, UNTIL, Authority
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.layout.first_generation import (
    FirstContents,
    FirstFile,
    encode_first_files,
    first_signed_message,
)
from ichimai.card.layout.image import CardImage
from ichimai.card.reader import sentences
from ichimai.card.reader.selection import CardFamily, recognise
from ichimai.card.reader.trust import TrustStore
from ichimai.card.reader.verdict import Question, Verdict
from ichimai.card.reader.verify import read_card, verify
from ichimai.crypto.keys import EcPrivateKey, RsaPrivateKey
from ichimai.errors import NotFound, Refused
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.model.void_cards import VoidCards
from ichimai.randomness import SeededRandomness
from sample_card import CONTENTS, certificate_of
from sample_residence_cards import FIRST, OWN_CHIP_TYPES, own_chip_image

NUMBER = CONTENTS.card_number
NAME = (("C", "JP"), ("O", "ichimai TEST"), ("CN", "First residence TEST CA"))
PURPOSES = ("identity", "employment", "residence", "insurance")


@dataclass(frozen=True)
class Maker:
    """The authority of first-generation cards, its keys made once."""

    authority: Authority = field(
        default_factory=lambda: Authority.founded(RsaPrivateKey.generate(), NAME)
    )
    forger: Authority = field(
        default_factory=lambda: Authority.founded(RsaPrivateKey.generate(), NAME)
    )
    signer: RsaPrivateKey = field(default_factory=RsaPrivateKey.generate)

    def files(
        self, contents: FirstContents, *, bare: bool = False, forged: bool = False
    ) -> dict[FirstFile, bytes]:
        """The signed files; the hash stands bare in its block where wished."""
        message = first_signed_message(encode_first_files(contents))
        bare_signature = self.signer.sign_type1(sha256(message).digest())
        issuer = self.forger if forged else self.authority
        return encode_first_files(
            contents.signed(
                bare_signature if bare else self.signer.sign_sha256(message),
                issuer.certify(self.signer, {}),
            )
        )

    def trust(self, void: VoidCards | None = None) -> TrustStore:
        """A reader that knows this authority."""
        anchors = {"residence-first": (self.authority.certificate,)}
        return TrustStore(anchors, void=void)

    @staticmethod
    def verdict(
        files: Mapping[FirstFile, bytes],
        trust: TrustStore,
        *,
        purpose: str | None = "employment",
        pin: str | None = None,
    ) -> Verdict:
        """The verdict on a card with these files."""
        kind = CardTypeCode(files[FirstFile.CARD_TYPE][2:].decode())
        return verify(
            powered(CardImage(kind, NUMBER, first_files=files)),
            trust,
            as_of=TODAY,
            purpose=purpose,
            card_number=str(NUMBER),
            pin=pin,
            randomness=SeededRandomness("READER TEST"),
        )


@pytest.fixture(scope="module")
def maker() -> Maker:
    """Keys that are slow to make, made once."""
    return Maker()


def powered(image: CardImage) -> SoftwareCard:
    """The card of *image*, with power."""
    card = SoftwareCard(image, SeededRandomness("CARD TEST"))
    card.power_on()
    return card


def words(verdict: Verdict) -> dict[str, str]:
    """Word and reasons by question, each sentence known."""
    for _, answer in verdict:
        assert set(answer.reasons) <= set(sentences.REASONS)
        assert set(answer.limits) <= set(sentences.LIMITS)
    return {
        question.value: " ".join((answer.status, *answer.reasons))
        for question, answer in verdict
    }


REFUTED = {
    question.value: "not_checked origin-refuted"
    for question in Question
    if question is not Question.ORIGIN
}


def test_genuine(maker: Maker) -> None:
    """Pictures are vouched for; days, status and work stay with the eye."""
    verdict = maker.verdict(maker.files(FIRST), maker.trust())

    assert {
        "origin": "confirmed signed-pictures signer-revocation-not-checked",
        "currency": "not_confirmed days-in-picture void-list-missing",
        "holder": "not_checked no-pin",
        "permission": "not_confirmed work-in-picture permission-text",
    } == words(verdict)
    assert verdict.origin.details["signed"] == ["front-image", "portrait"]
    assert "address" in verdict.origin.to_json()["unsigned"]


def test_holder(maker: Maker) -> None:
    """No PIN is sent to a chip that cannot prove anything with it."""
    verdict = maker.verdict(maker.files(FIRST), maker.trust(), pin=PIN)

    assert "not_confirmed no-jpki" == words(verdict)["holder"]


def test_bare_hash(maker: Maker) -> None:
    """The hash may stand in its block without a DigestInfo; which one is not known."""
    verdict = maker.verdict(maker.files(FIRST, bare=True), maker.trust())

    assert verdict.origin.status == "confirmed"


def test_other_block(maker: Maker) -> None:
    """Any other block is refuted, though the same key made it."""
    files = maker.files(FIRST)
    contents = FIRST.signed(
        maker.signer.sign_type1(b"\0" + sha256(first_signed_message(files)).digest()),
        maker.authority.certify(maker.signer, {}),
    )

    verdict = maker.verdict(encode_first_files(contents), maker.trust())

    assert {"origin": "refuted signature", **REFUTED} == words(verdict)


@pytest.mark.parametrize("file", [FirstFile.FRONT_IMAGE, FirstFile.PORTRAIT])
@pytest.mark.parametrize("at", [10, -1])
def test_tampered(maker: Maker, file: FirstFile, at: int) -> None:
    """A changed picture is refuted, in its last byte of filler as well."""
    files = maker.files(FIRST)
    content = bytearray(files[file])
    content[at] ^= 1

    verdict = maker.verdict(files | {file: bytes(content)}, maker.trust())

    assert {"origin": "refuted signature", **REFUTED} == words(verdict)


def test_shorter_object(maker: Maker) -> None:
    """An object of another width is refuted, though its padding would be the same."""
    files = maker.files(FIRST)
    portrait = files[FirstFile.PORTRAIT]
    shorter = b"\xd1\x82" + (2999).to_bytes(2) + portrait[4:-1] + b"\0"

    verdict = maker.verdict(files | {FirstFile.PORTRAIT: shorter}, maker.trust())

    assert {"origin": "refuted layout", **REFUTED} == words(verdict)


def test_unsigned_texts(maker: Maker) -> None:
    """Address, permission and pending mark can be changed unseen, and are named so."""
    genuine = maker.files(FIRST)
    moved = encode_first_files(
        replace(
            FIRST, address="別の住所TEST", comprehensive_permission="", pending=True
        )
    )
    files = moved | {FirstFile.CHECK_CODE: genuine[FirstFile.CHECK_CODE]}

    verdict = maker.verdict(files, maker.trust())

    assert verdict.origin.status == "confirmed"
    assert "texts-unsigned" in verdict.origin.limits
    assert "filing-pending" in verdict.currency.reasons
    assert "pending-mark-unsigned" in verdict.currency.limits


def test_another_issuer(maker: Maker) -> None:
    """An issuer of the same name with another key is nobody."""
    verdict = maker.verdict(maker.files(FIRST, forged=True), maker.trust())

    assert {"origin": "refuted issuer-unknown", **REFUTED} == words(verdict)


def test_no_anchor(maker: Maker) -> None:
    """A reader that knows no first-generation authority says that it checked none."""
    verdict = maker.verdict(maker.files(FIRST), TrustStore({}))

    assert "not_checked no-anchor-known" == words(verdict)["origin"]


def test_elliptic_signer(maker: Maker) -> None:
    """A signer with another kind of key signs no first-generation card."""
    key = EcPrivateKey.generate()
    certificate = maker.authority.certify(key, {})
    files = maker.files(FIRST)
    contents = FIRST.signed(
        key.sign_sha256_raw(first_signed_message(files)), certificate
    )

    verdict = maker.verdict(encode_first_files(contents), maker.trust())

    assert {"origin": "refuted signature", **REFUTED} == words(verdict)


def test_broken_certificate(maker: Maker) -> None:
    """A certificate that cannot be read refutes."""
    contents = FIRST.signed(bytes(range(256)), b"\x30\x82\x00\x04TEST")

    verdict = maker.verdict(encode_first_files(contents), maker.trust())

    assert {"origin": "refuted signer-unreadable", **REFUTED} == words(verdict)


def test_child(maker: Maker) -> None:
    """A child's card has neither signature nor portrait: its origin stays open."""
    files = encode_first_files(replace(FIRST, portrait=None))

    verdict = maker.verdict(files, maker.trust(), purpose="identity")

    assert "not_confirmed unsigned" == words(verdict)["origin"]
    assert ["front-image"] == verdict.disclosure.names


def test_void(maker: Maker) -> None:
    """A number on the list has lapsed, whatever the picture shows."""
    void = VoidCards.of([(NUMBER, TODAY)], 1, bytes(16), (FROM, UNTIL))

    verdict = maker.verdict(maker.files(FIRST), maker.trust(void=void))

    assert "lapsed number-void" == words(verdict)["currency"]


def test_not_listed(maker: Maker) -> None:
    """A fresh list without the number is said, and leaves the days open."""
    void = VoidCards.of([], 1, bytes(16), (FROM, UNTIL))

    verdict = maker.verdict(maker.files(FIRST), maker.trust(void=void))

    assert (
        "not_confirmed days-in-picture not-on-void-list" == words(verdict)["currency"]
    )


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("identity", "confirmed no-permission-needed"),
        ("residence", "not_confirmed status-in-picture"),
        ("employment", "not_confirmed kind-unsigned"),
        ("insurance", "not_checked eligibility-not-on-card"),
        ("curiosity", "unsupported purpose-unknown"),
        (None, "not_checked no-purpose"),
    ],
)
def test_special_permanent(maker: Maker, purpose: str | None, expected: str) -> None:
    """The kind of card is not signed, so that it alone allows no work."""
    contents = replace(
        FIRST,
        type_code=CardTypeCode.SPECIAL_PERMANENT_GEN1,
        comprehensive_permission="",
    )

    verdict = maker.verdict(maker.files(contents), maker.trust(), purpose=purpose)

    assert expected == words(verdict)["permission"]


@pytest.mark.parametrize("purpose", [*PURPOSES, "curiosity", None])
def test_disclosure(maker: Maker, purpose: str | None) -> None:
    """No purpose sees the address; only some see the pictures, employment the texts."""
    verdict = maker.verdict(maker.files(FIRST), maker.trust(), purpose=purpose)
    disclosure = verdict.disclosure

    pictures = purpose in {"identity", "employment", "residence"}
    assert ({"front-image", "portrait"} if pictures else set()) == set(
        disclosure.pictures
    )
    assert (purpose == "employment") == bool(disclosure.texts)
    assert {"address", "my-number"} <= set(disclosure.withheld)


def test_work_without_permission(maker: Maker) -> None:
    """Without a permission on the card the picture alone says what work is allowed."""
    contents = replace(FIRST, comprehensive_permission="")

    verdict = maker.verdict(maker.files(contents), maker.trust())

    assert "not_confirmed work-in-picture" == words(verdict)["permission"]


@pytest.mark.parametrize("kind", OWN_CHIP_TYPES)
def test_reading(kind: CardTypeCode) -> None:
    """Every type is recognised and read over the wire, and says its type."""
    card = powered(own_chip_image(kind))

    evidence = read_card(card, TrustStore({}), NUMBER, SeededRandomness("TEST"))

    assert CardFamily.RESIDENCE_CARD is recognise(card)
    assert kind == evidence.reading().to_json()["type_code"]


class OtherRoot:
    """A card of another kind whose root can be selected, and is empty."""

    def transmit(self, command: bytes) -> bytes:
        """Success to SELECT MF; nothing else is there."""
        return b"\x90\x00" if command.hex() == "00a40000023f00" else b"\x6a\x82"

    def reset(self) -> bytes:
        """An ATR."""
        return b"\x3b\x00"

    def close(self) -> None:
        """Nothing to close."""


def test_other_root() -> None:
    """A card with another root is no residence card, and is told so."""
    with pytest.raises(NotFound) as caught:
        read_card(OtherRoot(), TrustStore({}), NUMBER, SeededRandomness("TEST"))

    assert CardFamily.OTHER is recognise(OtherRoot())
    assert caught.value.code == "no-application"


@pytest.mark.parametrize("kind", OWN_CHIP_TYPES)
def test_another_number(kind: CardTypeCode) -> None:
    """Who types another number is told so, and reads nothing."""
    card = powered(own_chip_image(kind))

    with pytest.raises(Refused) as caught:
        read_card(
            card,
            TrustStore({}),
            CardNumber("AB12345678CD"),
            SeededRandomness("TEST"),
        )

    assert caught.value.code == "card-number-wrong"


def test_certificate_of_one_self(maker: Maker) -> None:
    """A signer that certified itself is nobody's."""
    files = maker.files(FIRST)
    contents = FIRST.signed(
        maker.signer.sign_sha256(first_signed_message(files)),
        certificate_of("TEST SIGNER", maker.signer, maker.signer),
    )

    verdict = maker.verdict(encode_first_files(contents), maker.trust())

    assert {"origin": "refuted issuer-unknown", **REFUTED} == words(verdict)
