"""What an authority publishes is fetched over real HTTP, by OpenSSL and others."""

import subprocess
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from cryptography.x509 import ocsp

from authority.desk import Desk
from ichimai.authority.issue import issue
from ichimai.authority.publication import Publication
from ichimai.authority.setup import new_keys
from ichimai.card.layout.image import CardImage
from ichimai.crypto import certificates
from ichimai.crypto.revocation import verify_crl
from ichimai.randomness import system_randomness
from web.standing import Portal, empty_site, standing


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """A desk with keys of its own."""
    desk = Desk.opened(new_keys(system_randomness))
    yield desk
    desk.office.registry.close()


@pytest.fixture(scope="module")
def image(desk: Desk) -> CardImage:
    """A card that was made at the desk."""
    return issue(desk.office, desk.prepared())


@pytest.fixture(scope="module")
def server(desk: Desk) -> Iterator[Portal]:
    """A server on which the authority publishes."""
    office = desk.office
    publication = Publication(office.registry, office.keys, office.clock)
    site = replace(empty_site(office.registry), publication=publication)
    with standing(site) as portal:
        yield portal


def test_certificates_and_lists(server: Portal, desk: Desk) -> None:
    """Each issuer's certificate and list are had by its name, in DER."""
    for issuer in ("jpki-sign", "jpki-auth", "residence", "root"):
        certificate = httpx.get(f"{server.address}/ca/{issuer}.cer")
        crl = httpx.get(f"{server.address}/crl/{issuer}.crl")

        assert "application/pkix-cert" == certificate.headers["content-type"]
        assert "application/pkix-crl" == crl.headers["content-type"]
        verify_crl(crl.content, certificate.content, desk.clock.now())


def test_status_by_openssl(server: Portal, image: CardImage, tmp_path: Path) -> None:
    """OpenSSL posts its question and verifies the answer."""
    held = image.signature
    assert held.certificate is not None
    assert held.ca_certificate is not None
    (tmp_path / "card.pem").write_bytes(certificates.to_pem(held.certificate))
    (tmp_path / "ca.pem").write_bytes(certificates.to_pem(held.ca_certificate))

    done = subprocess.run(
        [
            *("openssl", "ocsp", "-url", f"{server.address}/ocsp"),
            *("-issuer", "ca.pem", "-cert", "card.pem", "-CAfile", "ca.pem"),
            # The desk's clock stands in the past.
            *("-validity_period", "1000000000", "-reqout", "question.der"),
        ],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )

    assert "Response verify OK" in done.stderr
    assert "card.pem: good" in done.stdout
    question = b64encode((tmp_path / "question.der").read_bytes()).decode()
    answer = httpx.get(f"{server.address}/ocsp/{question.replace('/', '%2F')}")
    read = ocsp.load_der_ocsp_response(answer.content)
    assert ocsp.OCSPCertStatus.GOOD is read.certificate_status
    assert "application/ocsp-response" == answer.headers["content-type"]


def test_what_is_not_there(server: Portal, empty_portal: Portal) -> None:
    """Another issuer, no question, and a server without an authority say so."""
    other = httpx.get(f"{server.address}/ca/nobody.cer")
    nonsense = httpx.get(f"{server.address}/ocsp/nonsense!")
    nowhere = httpx.get(f"{empty_portal.address}/crl/root.crl")

    assert (404, 200, 503) == tuple(
        answer.status_code for answer in (other, nonsense, nowhere)
    )
    malformed = ocsp.load_der_ocsp_response(nonsense.content).response_status
    assert ocsp.OCSPResponseStatus.MALFORMED_REQUEST is malformed
