"""The status service answers OpenSSL's questions from the register."""

import subprocess
from pathlib import Path

import pytest
from cryptography.x509 import OCSPNonce, ocsp

from authority.desk import Desk
from ichimai.authority.issue import issue
from ichimai.authority.keys import RESIDENCE_SIGNER, Issuer
from ichimai.authority.publication import Publication
from ichimai.authority.setup import new_keys
from ichimai.authority.status import answer
from ichimai.crypto import certificates
from ichimai.crypto.revocation import verify_crl
from ichimai.errors import NotFound
from ichimai.model.filing import RevocationReason
from ichimai.randomness import system_randomness
from ichimai.registry.certificates import Revocation, revoke_certificate


def openssl(*arguments: object) -> subprocess.CompletedProcess[str]:
    """What OpenSSL says."""
    command = ["openssl", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture
def asked(desk: Desk, tmp_path: Path) -> Path:
    """A folder with the signature certificate of a card, its issuer, and a question."""
    image = issue(desk.office, desk.prepared())
    assert image.signature.certificate is not None
    issuer = desk.office.keys.certificates[Issuer.JPKI_SIGN]
    holder = image.signature.certificate
    (tmp_path / "issuer.pem").write_bytes(certificates.to_pem(issuer))
    (tmp_path / "holder.pem").write_bytes(certificates.to_pem(holder))
    done = openssl(
        *("ocsp", "-issuer", tmp_path / "issuer.pem", "-cert", tmp_path / "holder.pem"),
        *("-reqout", tmp_path / "question.der"),
    )
    assert 0 == done.returncode, done.stderr
    return tmp_path


def status_of(desk: Desk, folder: Path) -> str:
    """What OpenSSL understands of the answer, once it has verified it."""
    office = desk.office
    question = (folder / "question.der").read_bytes()
    response = answer(office.registry, office.keys, office.clock, question)
    (folder / "answer.der").write_bytes(response)
    done = openssl(
        *("ocsp", "-issuer", folder / "issuer.pem", "-cert", folder / "holder.pem"),
        *("-no_nonce", "-respin", folder / "answer.der"),
        *("-CAfile", folder / "issuer.pem"),
        # The desk's clock is virtual: the answer may be of any age.
        *("-validity_period", 10**9, "-attime", int(office.clock.now().timestamp())),
    )
    assert "Response verify OK" in done.stderr, done.stderr
    return done.stdout + done.stderr


def test_good(desk: Desk, asked: Path) -> None:
    """A certificate that stands is good, and the nonce comes back."""
    said = status_of(desk, asked)

    assert "holder.pem: good" in said
    asking = ocsp.load_der_ocsp_request((asked / "question.der").read_bytes())
    answering = ocsp.load_der_ocsp_response((asked / "answer.der").read_bytes())
    nonces = [
        each.extensions.get_extension_for_class(OCSPNonce).value
        for each in (asking, answering)
    ]
    assert nonces[0] == nonces[1]


def test_revoked(desk: Desk, asked: Path) -> None:
    """A certificate is revoked in the very next answer, with its reason."""
    registry = desk.office.registry
    card = registry.cards_of(desk.resident.id)[-1]
    record = next(
        each for each in registry.certificates_of(card.id) if each.use == "signature"
    )
    revocation = Revocation(
        record.id, record.version, RevocationReason.KEY_COMPROMISE, ("JPKI 9",)
    )
    with registry.transaction("j-lis") as tx:
        revoke_certificate(tx, revocation)

    said = status_of(desk, asked)

    assert "holder.pem: revoked" in said
    assert "keyCompromise" in said


def test_publication(desk: Desk, asked: Path) -> None:
    """Certificates, lists and answers are had by the names of the interfaces."""
    office = desk.office
    publication = Publication(office.registry, office.keys, office.clock)

    assert office.keys.certificates["root"] == publication.certificate("root")
    issuer = publication.certificate("jpki-sign")
    assert (
        {} == verify_crl(publication.crl("jpki-sign"), issuer, desk.clock.now()).revoked
    )
    response = publication.ocsp((asked / "question.der").read_bytes())
    read = ocsp.load_der_ocsp_response(response)
    assert ocsp.OCSPCertStatus.GOOD is read.certificate_status
    for ask in (publication.certificate, publication.crl):
        with pytest.raises(NotFound):
            ask("../keys/root")


def test_unknown(desk: Desk, tmp_path: Path) -> None:
    """A serial that the issuer never used is unknown."""
    issuer = desk.office.keys.certificates[Issuer.JPKI_SIGN]
    (tmp_path / "issuer.pem").write_bytes(certificates.to_pem(issuer))
    openssl(
        *("ocsp", "-issuer", tmp_path / "issuer.pem", "-serial", "0x1234"),
        *("-reqout", tmp_path / "question.der"),
    )
    office = desk.office
    question = (tmp_path / "question.der").read_bytes()

    response = answer(office.registry, office.keys, office.clock, question)

    read = ocsp.load_der_ocsp_response(response)
    assert ocsp.OCSPCertStatus.UNKNOWN is read.certificate_status


def test_signer_of_residence_data(desk: Desk, tmp_path: Path) -> None:
    """The certificate that every card carries is good, though nobody registered it."""
    office = desk.office
    for name in (Issuer.RESIDENCE, RESIDENCE_SIGNER):
        pem = certificates.to_pem(office.keys.certificates[name])
        (tmp_path / f"{name}.pem").write_bytes(pem)
    openssl(
        *("ocsp", "-issuer", tmp_path / "residence.pem"),
        *("-cert", tmp_path / "residence-signer.pem"),
        *("-reqout", tmp_path / "question.der"),
    )
    question = (tmp_path / "question.der").read_bytes()

    response = answer(office.registry, office.keys, office.clock, question)

    read = ocsp.load_der_ocsp_response(response)
    assert ocsp.OCSPCertStatus.GOOD is read.certificate_status


def test_other_issuer(desk: Desk, asked: Path) -> None:
    """A question about another authority's certificate is not answered."""
    office = desk.office
    question = (asked / "question.der").read_bytes()
    elsewhere = new_keys(system_randomness)

    response = answer(office.registry, elsewhere, office.clock, question)

    status = ocsp.load_der_ocsp_response(response).response_status
    assert ocsp.OCSPResponseStatus.UNAUTHORIZED is status


def test_several_questions(desk: Desk, asked: Path) -> None:
    """Several questions in one request are none that is answered here."""
    done = openssl(
        *("ocsp", "-issuer", asked / "issuer.pem", "-cert", asked / "holder.pem"),
        *("-serial", "0x77", "-reqout", asked / "several.der"),
    )
    assert 0 == done.returncode, done.stderr
    office = desk.office
    question = (asked / "several.der").read_bytes()

    response = answer(office.registry, office.keys, office.clock, question)

    status = ocsp.load_der_ocsp_response(response).response_status
    assert ocsp.OCSPResponseStatus.MALFORMED_REQUEST is status


@pytest.mark.parametrize(
    "request_bytes", [b"", b"no question", b"\x30\x03\x02\x01\x01"]
)
def test_no_question(desk: Desk, request_bytes: bytes) -> None:
    """What is no question is answered as such."""
    office = desk.office

    response = answer(office.registry, office.keys, office.clock, request_bytes)

    status = ocsp.load_der_ocsp_response(response).response_status
    assert ocsp.OCSPResponseStatus.MALFORMED_REQUEST is status
