"""Certificates that a liar's card, or a careless authority, might bring.

Each is taken from a genuine one, changed where the name says, and signed anew by the
anchor itself: what is left to refuse it is the form. Warnings are errors here, so that
none of them prints one either.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from card.reader.workshop import TODAY, Authority, Workshop
from ichimai.card.reader.chain import Chain, state_of
from ichimai.card.reader.moments import moment_of
from ichimai.card.reader.trust import RESIDENCE
from ichimai.crypto.certificates import inspect, sign_certificate
from ichimai.crypto.refuted import CertificateRefuted

AT = moment_of(TODAY)
_SERIAL = bytes.fromhex("020300cafe")
_VERSION_3 = bytes.fromhex("a003020102")
_ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_ECDSA_SHA224 = bytes.fromhex("300a06082a8648ce3d040301")
_YEAR_2026, _MONTH_99 = b"260614000000Z", b"269914000000Z"


def changed(tbs: bytes, old: bytes, new: bytes) -> bytes:
    """The signed part with *old* replaced once, and its outer length put right."""
    assert old in tbs
    header = 4
    inside = tbs[header:].replace(old, new, 1)
    return b"\x30\x82" + len(inside).to_bytes(2) + inside


def state(workshop: Workshop, certificate: bytes) -> Chain | str:
    """What is said of the certificate: a state, or the reason of its refusal."""
    try:
        return state_of(certificate, workshop.trust({}), RESIDENCE, AT)
    except CertificateRefuted as refuted:
        return refuted.reason


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (_SERIAL, bytes.fromhex("0202cafe"), "malformed"),
        (_SERIAL, bytes.fromhex("020100"), "malformed"),
        (_VERSION_3, b"", "malformed"),
        (_VERSION_3, bytes.fromhex("a003020109"), "malformed"),
        (_YEAR_2026, _MONTH_99, "malformed"),
        (b"\x55\x1d\x0f\x01\x01\xff", b"\x55\x1d\x63\x01\x01\xff", None),
        (b"\x0c\x0bTEST SIGNER", b"\x0c\x0b\xff\xfe\xfd SIGNER", "malformed"),
    ],
    ids=[
        "negative serial",
        "serial zero",
        "version 1 with extensions",
        "version 10",
        "month 99",
        "critical and unknown",
        "broken UTF-8",
    ],
)
def test_form(
    workshop: Workshop, old: bytes, new: bytes, expected: Chain | str | None
) -> None:
    """A certificate of odd form is never good, and never an error of another kind."""
    genuine = inspect(workshop.residence.certify(workshop.signer, {}))
    tbs = changed(genuine.tbs, old, new)

    found = state(workshop, sign_certificate(tbs, workshop.residence.key))

    assert Chain.GOOD is not found
    if expected is not None:
        assert expected == found


@pytest.mark.parametrize(
    "spoil",
    [
        lambda certificate: certificate[:-1],
        lambda certificate: certificate + b"\0",
        lambda certificate: b"\x30\x80" + certificate[4:] + b"\0\0",
        lambda certificate: b"\x30\x84\x7f\xff\xff\xff" + certificate[4:],
        lambda _: b"\x30\x82\x00\x00",
        lambda _: b"",
        lambda _: b"\x30\x80" * 5000,
    ],
    ids=["cut", "longer", "indefinite", "gigabytes", "empty", "none", "nested"],
)
def test_frame(workshop: Workshop, spoil: Callable[[bytes], bytes]) -> None:
    """What is not one DER object is malformed."""
    genuine = workshop.residence.certify(workshop.signer, {})

    assert "malformed" == state(workshop, spoil(genuine))


def test_weaker_hash(workshop: Workshop) -> None:
    """A certificate that says that it is signed over a weaker hash has no issuer."""
    genuine = workshop.residence.certify(workshop.signer, {})

    found = state(workshop, genuine.replace(_ECDSA_SHA256, _ECDSA_SHA224))

    assert Chain.ISSUER_UNKNOWN is found


def test_leaf_as_authority(workshop: Workshop) -> None:
    """A certificate issued by a card signer, who is no authority, has no issuer."""
    middle = Authority(
        workshop.signer, (("C", "JP"), ("CN", "TEST SIGNER")), b"not needed"
    )

    found = state(workshop, middle.certify(workshop.signer, {}))

    assert Chain.ISSUER_UNKNOWN is found


def test_leaf_among_the_anchors(workshop: Workshop) -> None:
    """An anchor that is no authority issues nothing, whoever put it there."""
    leaf = workshop.residence.certify(workshop.signer, {})
    middle = Authority(workshop.signer, (("C", "JP"), ("CN", "TEST SIGNER")), leaf)
    trust = replace(workshop.trust({}), anchors={RESIDENCE: (leaf,)})

    found = state_of(middle.certify(workshop.holder, {}), trust, RESIDENCE, AT)

    assert Chain.ISSUER_UNKNOWN is found


def test_authority_as_signer(workshop: Workshop) -> None:
    """The anchor's own certificate signs no card, though it is for itself good."""
    assert Chain.NOT_FOR_SIGNING is state(workshop, workshop.residence.certificate)
