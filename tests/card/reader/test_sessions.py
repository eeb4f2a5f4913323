"""The sessions on the real software card, and what they never do to it."""

from dataclasses import replace
from hashlib import sha256

import pytest

from card.reader.workshop import CONTENTS, NUMBER, PIN, Workshop
from ichimai.card.chip.card import SoftwareCard
from ichimai.card.layout.jpki import SIGNATURE, USER_AUTHENTICATION, JpkiFile
from ichimai.card.layout.residence_files import ResidenceFile
from ichimai.card.reader.jpki import JpkiSession
from ichimai.card.reader.reading import decode_reading
from ichimai.card.reader.residence import ResidenceSession
from ichimai.card.reader.selection import CardFamily, recognise
from ichimai.card.reader.verify import read_card
from ichimai.crypto.certificates import inspect
from ichimai.crypto.keys import RsaPrivateKey, RsaPublicKey
from ichimai.errors import IchimaiError, Malformed, NotFound, Refused
from ichimai.model.cards import CardNumber, CardTypeCode
from ichimai.randomness import SeededRandomness
from sample_card import sample_image

RANDOM = SeededRandomness("MY NUMBER TEST")
DIGEST_INFO = bytes.fromhex("3031300D060960864801650304020105000420")


class Recorder:
    """A wire that remembers the commands; what it carries to is the real card."""

    def __init__(self, card: SoftwareCard) -> None:
        self._card = card
        self.sent: list[bytes] = []

    def transmit(self, command: bytes) -> bytes:
        """Carry the command, and remember it."""
        self.sent.append(command)
        return self._card.transmit(command)

    def reset(self) -> bytes:
        """Reset the card."""
        return self._card.reset()

    def close(self) -> None:
        """Leave the card where it is."""


class Absent:
    """A card of another kind: it knows no application."""

    def transmit(self, command: bytes) -> bytes:
        """Not found, whatever is asked."""
        del command
        return b"\x6a\x82"

    def reset(self) -> bytes:
        """An ATR of nobody."""
        return b"\x3b\x00"

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def wire(workshop: Workshop) -> Recorder:
    """A genuine card on a wire that remembers."""
    return Recorder(workshop.card({}))


def opened(wire: Recorder, workshop: Workshop, number: CardNumber) -> ResidenceSession:
    """The residence session with its key delivered and the number shown."""
    session = ResidenceSession(wire)
    session.open(number, workshop.delivery.public, SeededRandomness("READER TEST"))
    return session


def test_recognised_by_selection(wire: Recorder) -> None:
    """A specified card is recognised by its residence application, not by its ATR."""
    assert CardFamily.SPECIFIED is recognise(wire)
    assert CardFamily.OTHER is recognise(Absent())


@pytest.mark.parametrize("session", [JpkiSession, ResidenceSession])
def test_no_session_without_application(session: type) -> None:
    """There is no session on a card without the application."""
    with pytest.raises(NotFound) as caught:
        session(Absent())

    assert "no-application" == caught.value.code


def test_free_data(wire: Recorder) -> None:
    """Version and type are read before any key is delivered."""
    session = ResidenceSession(wire)

    assert 4 == len(session.version())
    assert CardTypeCode.SPECIFIED_RESIDENCE is session.card_type()


def test_files(wire: Recorder, workshop: Workshop) -> None:
    """After the number all files are read, and say what the card was made with."""
    files = opened(wire, workshop, NUMBER).read_files()

    reading = decode_reading(files)
    assert CONTENTS.valid_until == reading.entries.valid_until
    assert CONTENTS.name_image == reading.name_image
    assert CONTENTS.portrait == reading.portrait
    assert NUMBER == reading.card_number
    assert "TEST" not in repr(reading)


def test_nothing_personal_in_clear(wire: Recorder, workshop: Workshop) -> None:
    """The number travels encrypted."""
    opened(wire, workshop, NUMBER)

    assert not any(str(NUMBER).encode() in command for command in wire.sent)


def test_no_files_before_the_number(wire: Recorder) -> None:
    """Secured files are not asked for before the number is shown."""
    with pytest.raises(Refused) as caught:
        ResidenceSession(wire)._read(ResidenceFile.CARD_NUMBER)

    assert "session-not-open" == caught.value.code


def test_wrong_number(wire: Recorder, workshop: Workshop) -> None:
    """The chip compares the number, and another one opens nothing."""
    with pytest.raises(Refused) as caught:
        opened(wire, workshop, CardNumber("TS99999999TS"))

    assert "card-number-wrong" == caught.value.code
    assert "99999999" not in str(caught.value)


def test_delivery_key_of_another_issuer(wire: Recorder) -> None:
    """A session key for another issuer's cards is refused, with the status word."""
    other = RsaPrivateKey.generate().public

    with pytest.raises(Refused) as caught:
        ResidenceSession(wire).open(NUMBER, other, SeededRandomness("READER TEST"))

    assert "card-refused" == caught.value.code


def test_missing_file(wire: Recorder, workshop: Workshop) -> None:
    """A card that does not give all files is not decoded by half."""
    files = dict(opened(wire, workshop, NUMBER).read_files())
    del files[ResidenceFile.REMARKS]

    with pytest.raises(Malformed) as caught:
        decode_reading(files)

    assert "file-missing" == caught.value.code


def test_counter_is_asked_first(wire: Recorder) -> None:
    """An empty VERIFY precedes the one with the PIN, which is sent once."""
    JpkiSession(wire).verify_pin(USER_AUTHENTICATION, PIN)

    verifies = [command for command in wire.sent if command[1] == 0x20]
    assert [b"", PIN.encode()] == [command[5:] for command in verifies]


@pytest.mark.parametrize("pin", ["123", "12345", "12a4", "１２３４", ""])
def test_what_cannot_be_a_pin_is_not_sent(wire: Recorder, pin: str) -> None:
    """What has the wrong form stays here."""
    with pytest.raises(Malformed) as caught:
        JpkiSession(wire).verify_pin(USER_AUTHENTICATION, pin)

    assert "pin-form" == caught.value.code
    assert not any(command[1] == 0x20 for command in wire.sent)


def test_last_try(wire: Recorder) -> None:
    """The last try is spent only where it is insisted on; then the PIN is locked."""
    session = JpkiSession(wire)
    codes: list[str] = []

    for force in (False, False, False, True, True):
        try:
            session.verify_pin(USER_AUTHENTICATION, "0000", force=force)
        except IchimaiError as refused:
            codes.append(refused.code)

    assert ["pin-wrong", "pin-wrong", "pin-last-try", "pin-locked", "pin-locked"] == (
        codes
    )
    assert 0 == session.tries_left(USER_AUTHENTICATION)
    assert 5 == session.tries_left(SIGNATURE)


def test_right_pin_gives_the_tries_back(wire: Recorder) -> None:
    """After a right PIN all tries are there again."""
    session = JpkiSession(wire)
    with pytest.raises(Refused):
        session.verify_pin(USER_AUTHENTICATION, "0000")

    session.verify_pin(USER_AUTHENTICATION, PIN)

    assert 3 == session.tries_left(USER_AUTHENTICATION)


def test_signature(wire: Recorder) -> None:
    """After the PIN the card signs, and its certificate verifies the signature."""
    session = JpkiSession(wire)
    certificate = session.certificate(JpkiFile.AUTHENTICATION_CERTIFICATE)
    session.verify_pin(USER_AUTHENTICATION, PIN)

    signature = session.sign(
        USER_AUTHENTICATION, DIGEST_INFO + sha256(b"TEST").digest()
    )

    key = inspect(certificate).public_key
    assert isinstance(key, RsaPublicKey)
    key.verify_sha256(b"TEST", signature)


def test_no_signature_without_pin(wire: Recorder) -> None:
    """Without its PIN the key does not sign."""
    with pytest.raises(Refused) as caught:
        JpkiSession(wire).sign(USER_AUTHENTICATION, b"TEST")

    assert "card-refused" == caught.value.code


@pytest.mark.parametrize("data", [b"", bytes(246)])
def test_too_much_to_sign(wire: Recorder, data: bytes) -> None:
    """A type-1 block has room for 1 to 245 bytes."""
    with pytest.raises(ValueError, match="245"):
        JpkiSession(wire).sign(USER_AUTHENTICATION, data)


def test_absent_certificate(wire: Recorder) -> None:
    """A card made without a certificate says so."""
    session = JpkiSession(wire)
    session.verify_pin(SIGNATURE, "ABC123")

    with pytest.raises(NotFound) as caught:
        session.certificate(JpkiFile.SIGNATURE_CERTIFICATE)

    assert "no-certificate" == caught.value.code


def test_my_number_card_alone(workshop: Workshop) -> None:
    """A My Number Card without residence data is known for one, and no verdict is."""
    card = SoftwareCard(replace(sample_image(), residence_files={}), RANDOM)
    card.power_on()

    with pytest.raises(NotFound) as caught:
        read_card(card, workshop.trust({}), NUMBER, RANDOM)

    assert "no-residence-data" == caught.value.code
    assert CardFamily.MY_NUMBER is recognise(card)
