"""A TEST authority is made whole or not at all, and gives no key away."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from ichimai.authority import setup
from ichimai.authority.keys import ISSUERS, AuthorityKeys, Issuer, open_keys
from ichimai.cli.authority import command
from ichimai.clock import VirtualClock
from ichimai.crypto import certificates
from ichimai.crypto.keys import EcPublicKey
from ichimai.crypto.revocation import verify_crl
from ichimai.crypto.statements import open_statement
from ichimai.errors import Refused, Unavailable
from ichimai.model.void_cards import STATEMENT_KIND, VoidCards
from ichimai.randomness import system_randomness
from ichimai.registry.store import open_registry

NOW = datetime(2026, 9, 1, 3, tzinfo=UTC)
FILE_KEY = bytes(range(32))


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new authority."""
    place = tmp_path_factory.mktemp("authority") / "authority"
    setup.init(place, FILE_KEY, VirtualClock(NOW), system_randomness)
    return place


@pytest.fixture(scope="module")
def keys(directory: Path) -> AuthorityKeys:
    """Its keys, opened."""
    return open_keys(directory, FILE_KEY)


def test_no_private_key_in_the_clear(directory: Path, keys: AuthorityKeys) -> None:
    """No file of the authority holds the bytes of a private key or a PEM of one."""
    rsa = [keys.delivery, keys.issuers[Issuer.JPKI_SIGN]]
    ec = [keys.residence_signer, keys.residence, keys.issuers[Issuer.ROOT]]
    # Where PKCS #8 holds the secret: at RSA's end, after the header elsewhere.
    private = [key.to_der()[-40:] for key in rsa]
    private += [key.to_der()[40:64] for key in ec]
    private += [keys.card_maker.to_der()[-24:], keys.my_number.to_der()[-24:]]

    for path in directory.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"PRIVATE" not in content
            assert not any(secret in content for secret in private)


def test_who_reads_what(directory: Path) -> None:
    """Keys are the owner's, and what is published is everybody's."""
    for path in (directory / "keys").iterdir():
        assert 0o600 == path.stat().st_mode & 0o777
    for path in (directory / "trust").iterdir():
        assert 0o044 == path.stat().st_mode & 0o044


def test_silent_keys(keys: AuthorityKeys) -> None:
    """The representation of the keys shows nothing."""
    assert "AuthorityKeys()" == repr(keys)


def test_residence_signer_fits_the_chip(keys: AuthorityKeys) -> None:
    """The signer's certificate takes at most 602 bytes and stands under `residence`."""
    signer = keys.certificates["residence-signer"]

    certificates.verify_issued_by(signer, keys.certificates["residence"], NOW)

    assert 602 >= len(signer)


def test_names_say_test(keys: AuthorityKeys) -> None:
    """No name of an issuer could be taken for a real one."""
    for certificate in keys.certificates.values():
        view = certificates.inspect(certificate)
        assert all("TEST" in text for kind, text in view.subject if kind != "C")


def test_openssl_takes_the_folder_of_trust(directory: Path) -> None:
    """OpenSSL verifies each root, the signer and each list, strictly."""
    trust = directory / "trust"
    for name in (*ISSUERS, "residence-signer"):
        root = "residence" if name == "residence-signer" else name
        done = subprocess.run(
            [
                *("openssl", "verify", "-x509_strict", "-check_ss_sig"),
                *("-CAfile", trust / f"{root}.pem", trust / f"{name}.pem"),
            ],
            check=False,
            capture_output=True,
        )
        assert 0 == done.returncode, done.stderr
    for issuer in ISSUERS:
        seen = subprocess.run(
            [
                *("openssl", "crl", "-inform", "DER", "-noout"),
                *("-CAfile", trust / f"{issuer}.pem", "-in", trust / f"{issuer}.crl"),
            ],
            check=True,
            capture_output=True,
        )
        assert b"verify OK" in seen.stderr


def test_first_lists(directory: Path, keys: AuthorityKeys) -> None:
    """The first lists are signed, fresh and empty."""
    trust = directory / "trust"
    for issuer in ISSUERS:
        crl = (trust / f"{issuer}.crl").read_bytes()
        assert {} == verify_crl(crl, keys.certificates[issuer], NOW).revoked
    key = certificates.inspect(keys.certificates[Issuer.RESIDENCE]).public_key
    assert isinstance(key, EcPublicKey)
    statement = (trust / "void-cards.jws").read_text()
    listed = VoidCards.from_json(open_statement(statement, STATEMENT_KIND, key))
    assert {} == listed.void_on
    assert NOW == listed.issued_at


def test_wrong_key_file(directory: Path) -> None:
    """Another key file opens nothing, and the error says which option to give."""
    with pytest.raises(Unavailable) as caught:
        open_keys(directory, bytes(32))

    assert "key-file" == caught.value.code


def test_a_place_in_use(directory: Path) -> None:
    """An authority is never made over another."""
    before = sorted(directory.rglob("*"))

    with pytest.raises(Refused) as caught:
        setup.init(directory, FILE_KEY, VirtualClock(NOW), system_randomness)

    assert "authority-exists" == caught.value.code
    assert before == sorted(directory.rglob("*"))


def test_a_later_release(tmp_path: Path) -> None:
    """An authority of a later format is left alone, with the reason."""
    place = tmp_path / "authority"
    place.mkdir()
    setup.init(place, FILE_KEY, VirtualClock(NOW), system_randomness)
    (place / "authority.json").write_text('{"format": 2}')

    with pytest.raises(Unavailable) as caught:
        open_keys(place, FILE_KEY)

    assert "newer-authority" == caught.value.code
    assert 0o700 == (place / "keys").stat().st_mode & 0o777


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("jpki-sign.cer", "status"),
        ("root.cer", "status"),
        ("residence-signer.cer", "status"),
        ("root.crl", "status"),
        ("root.cer", "certificates"),
    ],
)
def test_damaged(directory: Path, tmp_path: Path, name: str, word: str) -> None:
    """What is published and was changed or exchanged is said to be no part of it."""
    place, key = tmp_path / "authority", tmp_path / "key"
    shutil.copytree(directory, place)
    key.write_bytes(FILE_KEY)
    key.chmod(0o600)
    other = (place / "trust" / "jpki-auth.cer").read_bytes()
    exchanged = name != "root.crl" and word == "status"
    (place / "trust" / name).write_bytes(other if exchanged else b"no certificate")
    options = ["--key-file", str(key)] if word == "status" else []

    done = CliRunner().invoke(command, [word, "--directory", str(place), *options])

    assert isinstance(done.exception, Unavailable)
    assert "damaged-authority" == done.exception.code


class Interrupted(Exception):
    """Somebody pulled the plug."""


def test_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption before the rename leaves no authority and no draft."""

    def interrupt(*_: object) -> None:
        raise Interrupted

    monkeypatch.setattr(Path, "rename", interrupt)
    place = tmp_path / "authority"

    with pytest.raises(Interrupted):
        setup.init(place, FILE_KEY, VirtualClock(NOW), system_randomness)

    assert [] == list(tmp_path.iterdir())
    with pytest.raises(Unavailable):
        open_keys(place, FILE_KEY)


def test_command_line(tmp_path: Path) -> None:
    """Made, looked at, listed, published: each command answers in JSON."""
    place, key = str(tmp_path / "a"), str(tmp_path / "config" / "key")
    common = ["--directory", place, "--json"]
    run = CliRunner()

    made = run.invoke(command, ["init", *common, "--key-file", key])
    status = run.invoke(command, ["status", *common, "--key-file", key])
    listed = run.invoke(command, ["certificates", *common])
    database = f"sqlite:///{tmp_path}/register.db"
    clock = VirtualClock(NOW)
    open_registry(database, clock, system_randomness, migrate=True).close()
    crl = ["crl", *common, "--key-file", key, "--database", database]
    published = run.invoke(command, crl)
    plain = run.invoke(command, ["certificates", "--directory", place])

    assert place + "/trust" == json.loads(made.stdout)["trust"]
    assert json.loads(status.stdout)["lists"]["jpki-sign.crl"]["fresh"]
    assert 5 == len(json.loads(listed.stdout))
    assert 5 == len(json.loads(published.stdout)["published"])
    assert 0o600 == Path(key).stat().st_mode & 0o777
    assert "TEST ZairyuCard CA2" in plain.stdout
