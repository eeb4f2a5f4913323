"""The conversations in `docs/card` are what the card says.

`>` and `<` are bytes on the wire, `»` and `«` the same in clear under the session that
`= SET SESSION KEY` delivers or `= MUTUAL AUTHENTICATE` ends in; `= COUNTER PROVES
ITSELF` stands for GET CHALLENGE and EXTERNAL AUTHENTICATE of a municipality. One `..`
in an answer stands for any byte, or for any number of them where it stands alone before
the status.
The cards of the two generations draw the random bytes of the published examples.
"""

import re
import tomllib
from pathlib import Path

import pytest

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.mutual import AES, TRIPLE_DES, MutualSession
from ichimai.card.iso7816.secure_messaging import SecureMessaging
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.unblocking import unblocking_message
from ichimai.model.cards import CardTypeCode
from ichimai.randomness import system_randomness
from sample_card import delivered_session, sample_image, sample_keys
from sample_residence_cards import own_chip_image

ROOT = Path(__file__).parents[3]
PAGES = {
    "first-generation": (CardTypeCode.RESIDENCE_GEN1, TRIPLE_DES),
    "second-generation": (CardTypeCode.RESIDENCE_GEN2, AES),
}
"""The pages about cards with chips of their own."""

VECTORS = {
    vector["suite"]: {
        name: bytes.fromhex(value)
        for name, value in vector.items()
        if name not in {"suite", "number"}
    }
    for vector in tomllib.loads(
        (ROOT / "tests/card/iso7816/mutual_vectors.toml").read_text("utf-8")
    )["vector"]
}
CONVERSATIONS = [
    pytest.param(path.stem, block, id=f"{path.stem} {number}")
    for path in sorted((ROOT / "docs" / "card").glob("*.md"))
    for number, block in enumerate(
        re.findall(r"^```apdu\n(.*?)^```", path.read_text(), re.DOTALL | re.MULTILINE)
    )
]


def fits(printed: str, answer: bytes) -> bool:
    """Whether *answer* is what the document prints."""
    pattern = re.sub(r"\.\. ?", "(?:[0-9A-F]{2} ?)", printed)
    if printed.startswith(".. 90 00"):
        pattern = r"(?:[0-9A-F]{2} )+90 00"
    return re.fullmatch(pattern, answer.hex(" ").upper()) is not None


def exchanges(block: str) -> list[tuple[str, str, str]]:
    """Each command with its mark, and the answer that is printed under it."""
    lines = [line.split(" ", 1) for line in block.splitlines()]
    return [
        (mark, text, lines[at + 1][1] if mark in ">»" else "")
        for at, (mark, text) in enumerate(lines)
        if mark in ">»="
    ]


def card_of(page: str) -> SoftwareCard:
    """The sample card that the conversations of a page are held with."""
    if page not in PAGES:
        return SoftwareCard(sample_image(), system_randomness)
    kind, suite = PAGES[page]
    vector = VECTORS[suite.name]
    drawn = {8: vector["rnd_icc"], 16: vector["k_icc"]}
    return SoftwareCard(own_chip_image(kind), lambda count: drawn[count])


def opened(card: SoftwareCard) -> SecureMessaging:
    """A session with the card: its key delivered, or as in the published example."""
    image = card.image
    found = [suite for kind, suite in PAGES.values() if kind is image.type_code]
    if not found:
        command, session = delivered_session(image)
        assert card.transmit(command) == b"\x90\x00"
        return session
    vector = VECTORS[found[0].name]
    token = vector["e_ifd"] + vector["m_ifd"]
    card.transmit(bytes.fromhex("0084000008"))
    answer = card.transmit(bytes.fromhex("0082000028") + token + b"\0")
    assert answer == vector["e_icc"] + vector["m_icc"] + b"\x90\x00"
    return MutualSession(found[0], vector["session_key"])


def prove_counter(card: SoftwareCard) -> None:
    """The counter that the card knows signs a challenge for the JPKI application."""
    challenge = card.transmit(bytes.fromhex("0084000010"))[:-2]
    message = unblocking_message(Aid.JPKI, challenge)
    signature = sample_keys().counter.sign_sha256(message)
    proof = CommandApdu(0, 0x82, 0, 0x80, signature)
    assert card.transmit(proof.to_bytes()) == b"\x90\x00"


@pytest.mark.parametrize(("page", "block"), CONVERSATIONS)
def test_conversation(page: str, block: str) -> None:
    """The card answers as the document prints."""
    card = card_of(page)
    card.power_on()
    session: SecureMessaging | None = None

    for mark, text, printed in exchanges(block):
        if (mark, text) == ("=", "COUNTER PROVES ITSELF"):
            prove_counter(card)
            continue
        if mark == "=":
            session = opened(card)
            continue
        if mark == ">":
            answer = card.transmit(bytes.fromhex(text))
        else:
            assert session
            wrapped = session.wrap(CommandApdu.parse(bytes.fromhex(text)))
            reply = ResponseApdu.parse(card.transmit(wrapped.to_bytes()))
            answer = session.unwrap_response(reply).to_bytes()
        assert fits(printed, answer), f"{text} answers {answer.hex(' ')}"


def test_there_are_conversations() -> None:
    """The pages of the applications show some."""
    assert len(CONVERSATIONS) == 23
