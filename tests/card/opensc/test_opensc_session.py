"""OpenSC, unchanged, takes the software card for a My Number card and works with it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from ichimai.card.chip.card_file import read_card_file, write_card_file
from ichimai.card.layout.atr import CONTACT_ATR, TYPE_B_ATR
from ichimai.card.layout.image import CardImage, Tries
from ichimai.crypto.keys import RsaPublicKey
from needs import needs
from sample_card import sample_image, sample_keys, without_signature_certificate

Insert = Callable[[CardImage], Path]


class Stack(Protocol):
    """What these tests use of the stack in `conftest.py`."""

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program inside, to its end."""
        ...

    def put_in(self, path: Path) -> None:
        """The card in *path* in the slot, instead of any other one."""
        ...

    def take_out(self) -> None:
        """An empty slot."""
        ...


def der_of(pem: str) -> bytes:
    """A certificate from the tool's output, as DER."""
    return subprocess.run(
        ["openssl", "x509", "-outform", "DER"],
        input=pem.encode(),
        check=True,
        capture_output=True,
    ).stdout


def tries(stack: Stack) -> list[str]:
    """The lines in which the tool says how many tries are left."""
    dump = stack.run("pkcs15-tool", "--dump").stdout
    return [line.split(":")[1].strip() for line in dump.splitlines() if "Tries" in line]


def wrong_pin(stack: Stack) -> subprocess.CompletedProcess[str]:
    """Present a wrong user-authentication PIN."""
    return stack.run("pkcs15-tool", "--verify-pin", "--auth-id", "01", "--pin", "0000")


def right_pin(stack: Stack, number: str, pin: str) -> subprocess.CompletedProcess[str]:
    """Present a PIN by its number."""
    return stack.run("pkcs15-tool", "--verify-pin", "--auth-id", number, "--pin", pin)


@pytest.mark.parametrize("atr", [CONTACT_ATR, TYPE_B_ATR], ids=["contact", "type-b"])
def test_name(stack: Stack, insert: Insert, atr: bytes) -> None:
    """The card is recognised by its contact ATR, and by its application without it."""
    insert(replace(sample_image(), atr=atr))

    name = stack.run("opensc-tool", "--name")
    shown = stack.run("opensc-tool", "--atr")

    assert "jpki" == name.stdout.strip()
    assert atr == bytes.fromhex(shown.stdout.strip().replace(":", ""))


@pytest.mark.usefixtures("card")
def test_dump(stack: Stack) -> None:
    """Two PINs with 3 and 5 tries, two key pairs, four certificates."""
    dump = stack.run("pkcs15-tool", "--dump").stdout

    assert ["3", "5"] == tries(stack)
    assert 2 == dump.count("Private RSA Key [")
    assert 2 == dump.count("Public RSA Key [")
    assert 4 == dump.count("X.509 Certificate [")


@pytest.mark.usefixtures("card")
def test_public_certificates(stack: Stack) -> None:
    """Three certificates are read without a PIN, byte for byte."""
    image = sample_image()

    for number, certificate in (
        ("01", image.user_authentication.certificate),
        ("03", image.user_authentication.ca_certificate),
        ("04", image.signature.ca_certificate),
    ):
        read = stack.run("pkcs15-tool", "--read-certificate", number)
        assert certificate == der_of(read.stdout)


@pytest.mark.usefixtures("card")
def test_signature_certificate(stack: Stack) -> None:
    """The signature certificate is read after its password, and not before."""
    read = ("pkcs15-tool", "--read-certificate", "02")

    closed = stack.run(*read)
    opened = stack.run(*read, "--verify-pin", "--auth-id", "02", "--pin", "ABC123")

    assert 0 != closed.returncode
    assert sample_image().signature.certificate == der_of(opened.stdout)


@pytest.mark.parametrize(
    ("slot", "number", "pin"),
    [("0", "01", "1234"), ("1", "02", "ABC123")],
    ids=["user-authentication", "signature"],
)
@pytest.mark.usefixtures("card")
def test_sign(stack: Stack, tmp_path: Path, slot: str, number: str, pin: str) -> None:
    """A signature by either key through PKCS #11 is verified by OpenSSL."""
    message, signature, public = (tmp_path / name for name in ("msg", "sig", "pub.pem"))
    message.write_bytes(b"SAMPLE message")
    keys = sample_keys()
    key: RsaPublicKey = (
        keys.user_authentication.public if slot == "0" else keys.signature.public
    )
    public.write_bytes(key.to_pem())

    signed = stack.run(
        "pkcs11-tool",
        *("--slot-index", slot, "--login", "--pin", pin, "--sign", "--id", number),
        *("--mechanism", "SHA256-RSA-PKCS", "-i", str(message), "-o", str(signature)),
    )
    verified = subprocess.run(
        [
            *("openssl", "dgst", "-sha256", "-verify", public),
            *("-signature", signature, message),
        ],
        check=False,
        capture_output=True,
        text=True,
    )

    assert 0 == signed.returncode, signed.stderr
    assert "Verified OK" in verified.stdout


def test_lock(stack: Stack, insert: Insert) -> None:
    """Three wrong PINs lock that PIN and no other; the card is still a card."""
    insert(sample_image())
    seen = []

    for _ in range(3):
        assert 0 != wrong_pin(stack).returncode
        seen.append(tries(stack))

    assert [["2", "5"], ["1", "5"], ["0", "5"]] == seen
    assert 0 != right_pin(stack, "01", "1234").returncode
    assert 0 == right_pin(stack, "02", "ABC123").returncode
    slots = stack.run("pkcs11-tool", "--list-token-slots").stdout
    assert 1 == slots.count("user PIN locked")


def test_tries_come_back(stack: Stack, insert: Insert) -> None:
    """The right PIN gives back the tries that wrong ones took."""
    insert(sample_image())

    wrong_pin(stack)
    before = tries(stack)
    right_pin(stack, "01", "1234")
    after = tries(stack)

    assert ["2", "5"] == before
    assert ["3", "5"] == after


def test_power_off(stack: Stack, insert: Insert) -> None:
    """Out of the reader and in again, the card knows its tries and no PIN."""
    path = insert(replace(sample_image(), tries=Tries(user_authentication=2)))
    wrong_pin(stack)
    right_pin(stack, "02", "ABC123")

    stack.put_in(path)

    assert ["1", "5"] == tries(stack)
    assert 0 != stack.run("pkcs15-tool", "--read-certificate", "02").returncode


@pytest.mark.usefixtures("card")
def test_reset_forgets(stack: Stack) -> None:
    """A reset takes back a verified PIN, where the next client would inherit it."""
    read = ("pkcs15-tool", "--read-certificate", "02")
    stack.run(*read, "--verify-pin", "--auth-id", "02", "--pin", "ABC123")

    stack.run("opensc-tool", "--reset")
    closed = stack.run(*read)

    assert 0 != closed.returncode


def test_without_signature_certificate(stack: Stack, insert: Insert) -> None:
    """A card whose holder declined the signature certificate still signs in."""
    insert(without_signature_certificate(sample_image()))

    read = stack.run("pkcs15-tool", "--read-certificate", "01")

    assert "jpki" == stack.run("opensc-tool", "--name").stdout.strip()
    assert ["3", "0"] == tries(stack)
    assert sample_image().user_authentication.certificate == der_of(read.stdout)


@pytest.mark.usefixtures("card")
def test_no_delay(stack: Stack) -> None:
    """A dump of some forty commands does not fall into the 44 ms trap of each."""
    timed = stack.run("bash", "-c", "time pkcs15-tool --dump")

    real = next(line for line in timed.stderr.splitlines() if line.startswith("real"))
    minutes, seconds = real.split()[1].rstrip("s").split("m")
    assert float(minutes) * 60 + float(seconds) < 1


@pytest.mark.usefixtures("stack")
def test_without_privileges(tmp_path: Path) -> None:
    """Who may not make namespaces gets them through a user namespace, in one command.

    The program's exit code is passed on.
    """
    setpriv = needs("util-linux", program="setpriv")
    unprivileged = [setpriv, "--bounding-set=-sys_admin", "--inh-caps=-sys_admin"]
    walls = ["unshare", "--map-root-user", "--mount", "--net", "true"]
    if subprocess.run([*unprivileged, *walls], check=False).returncode:
        pytest.skip("needs namespaces: this machine permits no user namespaces")
    key_file, path = tmp_path / "key", tmp_path / "sample.card"
    key_file.write_bytes(bytes(32))
    key_file.chmod(0o600)
    write_card_file(path, bytes(32), sample_image())

    done = subprocess.run(
        [
            *unprivileged,
            *(sys.executable, "-m", "ichimai", "card", "stack"),
            *("--card", path, "--key-file", key_file),
            *("--", "sh", "-c", "opensc-tool --name; exit 7"),
        ],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
    )

    assert (7, "jpki") == (done.returncode, done.stdout.strip()), done.stderr


def background(stack: Stack, path: Path, ends: str) -> subprocess.CompletedProcess[str]:
    """Insert the card as a script does that puts it in the background."""
    paths = os.pathsep.join(sys.path)
    return stack.run(
        "bash",
        "-c",
        f"PYTHONPATH={paths} {sys.executable} -m ichimai card insert {path}"
        f" --key-file {path.parent}/key 2>{path}.said & card=$!; {ends}; wait $card;"
        f" code=$?; cat {path}.said >&2; exit $code",
    )


@pytest.mark.parametrize("number", ["INT", "TERM"])
def test_end_of_a_card_in_the_background(
    stack: Stack, tmp_path: Path, number: str
) -> None:
    """SIGINT ends a card also where the shell lets it be ignored; 130 both ways."""
    (tmp_path / "key").write_bytes(bytes(32))
    (tmp_path / "key").chmod(0o600)
    path = tmp_path / "sample.card"
    write_card_file(path, bytes(32), sample_image())
    stack.take_out()
    until_in = f"until grep -q 'is in the reader' {path}.said; do sleep 0.1; done"

    done = background(stack, path, f"{until_in}; kill -{number} $card")

    assert 130 == done.returncode
    assert "Traceback" not in done.stderr
    assert sample_image() == read_card_file(path, bytes(32))


def test_occupied_slot(stack: Stack, insert: Insert, tmp_path: Path) -> None:
    """A card that waits behind another one does not say that it is in the reader."""
    insert(sample_image())
    # The list of readers may still show the card of the test before.
    stack.run("sh", "-c", "sleep 1; until opensc-tool --name; do sleep 0.1; done")
    (tmp_path / "key").write_bytes(bytes(32))
    (tmp_path / "key").chmod(0o600)
    path = tmp_path / "second.card"
    write_card_file(path, bytes(32), sample_image())
    until_said = f"until grep -q reader {path}.said; do sleep 0.1; done"

    done = background(stack, path, f"{until_said}; kill $card")

    assert "Is another one in its slot?" in done.stderr
    assert "is in the reader" not in done.stderr


@pytest.mark.usefixtures("card")
def test_text_application(stack: Stack) -> None:
    """The file of the number comes over the wire after the text PIN, and not before."""
    steps = (
        "00A404 0C 0A D3921000310001010408",
        "00B0810011",
        "002000910435363738",
        "00B0810011",
    )
    sent = [part for step in steps for part in ("-s", step.replace(" ", ""))]

    said = stack.run("opensc-tool", *sent).stdout

    assert 1 == said.count("SW1=0x69, SW2=0x82")
    assert "FF 10 0C 31 32 33 34 35 36 37 38 39 30 31 38 FF" in said


def test_two_slots_and_a_trace(stack: Stack, sample_card_file: Path) -> None:
    """Two cards stand in two slots of a stack of their own, each command traced."""
    second = stack.folder / "second.card"
    write_card_file(second, stack.key_file.read_bytes(), sample_image())
    cards = [f"--card={path}" for path in (sample_card_file, second)]
    stack.take_out()

    ran = subprocess.run(
        [
            *(sys.executable, "-m", "ichimai", "card", "stack", *cards, "--trace"),
            *("--key-file", str(stack.key_file), "--"),
            *("opensc-tool", "--reader", "1", "--name"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert "jpki\n" == ran.stdout
    assert "SELECT application 627601FF000000" in ran.stderr
