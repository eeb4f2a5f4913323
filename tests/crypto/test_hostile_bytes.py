"""Whatever bytes arrive, they are refuted or read; nothing else happens."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ichimai.crypto import certificates, der, ocsp, sealing
from ichimai.crypto.certificates import CertificateFields
from ichimai.crypto.keys import EcPrivateKey
from ichimai.crypto.refuted import Refuted
from ichimai.crypto.revocation import ListTimes, RevokedSerial, build_crl, inspect_crl
from ichimai.crypto.statements import open_statement, sign_statement

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
KEY = EcPrivateKey.generate()
NAME = (("C", "JP"), ("CN", "TEST CA"))
ROOT = certificates.build_certificate(
    CertificateFields(
        serial=1,
        issuer=NAME,
        subject=NAME,
        starts_at=NOON,
        ends_at=NOON + timedelta(days=1),
        public_key=KEY.public,
        issuer_key=KEY.public,
        key_usage=frozenset({"keyCertSign", "cRLSign"}),
        path_length=0,
        policies=("2.25.1",),
        other_names=(("1.2.392.200149.8.5.5.1", "MINH TEST"),),
        crl_url="http://ca.example/crl",
        ocsp_url="http://ca.example/ocsp",
    ),
    KEY,
)
CRL = build_crl(
    ROOT,
    KEY,
    ListTimes(1, NOON, NOON + timedelta(days=1)),
    [RevokedSerial("abc", NOON, "superseded")],
)
STATEMENT = sign_statement(b"{}", "x+json", KEY)
SEALED = sealing.seal_file(bytes(32), b"content", "label")


def read_statement(content: bytes) -> object:
    """A statement from any bytes that are text."""
    return open_statement(content.decode("latin-1"), "x+json", KEY.public)


def open_sealed(content: bytes) -> object:
    """A sealed file from any bytes."""
    return sealing.open_file(bytes(32), content, "label")


READERS: tuple[tuple[Callable[[bytes], object], bytes], ...] = (
    (certificates.inspect, ROOT),
    (inspect_crl, CRL),
    (der.utf8_text, der.utf8_string("MINH TEST")),
    (ocsp.read_question, ROOT),
    (read_statement, STATEMENT.encode()),
    (open_sealed, SEALED),
)


@pytest.mark.parametrize(("read", "sound"), READERS)
@given(data=st.data())
def test_flipped_bytes(
    read: Callable[[bytes], object], sound: bytes, data: st.DataObject
) -> None:
    """Sound bytes with some of them changed or cut off are read or refuted."""
    spoilt = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(spoilt) - 1))
        spoilt[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(spoilt)))

    with suppress(Refuted):
        read(bytes(spoilt[:end] if data.draw(st.booleans()) else spoilt))


@pytest.mark.parametrize(("read", "sound"), READERS)
@given(content=st.binary(max_size=120))
def test_any_bytes(
    read: Callable[[bytes], object], sound: bytes, content: bytes
) -> None:
    """Bytes from anywhere are read or refuted."""
    with suppress(Refuted):
        read(content)
    with suppress(Refuted):
        read(sound + content)
