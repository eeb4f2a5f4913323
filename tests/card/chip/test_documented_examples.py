"""The conversations in `docs/card` are what the card says.

`>` and `<` are bytes on the wire, `»` and `«` the same in clear under the session that
`= SET SESSION KEY` delivers. One `..` in an answer stands for any byte, or for any
number of them where it stands alone before the status.
"""

import re
from pathlib import Path

import pytest

from ichimai.card.chip.card import SoftwareCard
from ichimai.card.iso7816.apdu import CommandApdu, ResponseApdu
from ichimai.card.iso7816.profile_s1 import SecureSession
from ichimai.randomness import system_randomness
from sample_card import delivered_session, sample_image

ROOT = Path(__file__).parents[3]
CONVERSATIONS = [
    pytest.param(block, id=f"{path.stem} {number}")
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


@pytest.mark.parametrize("block", CONVERSATIONS)
def test_conversation(block: str) -> None:
    """The card answers as the document prints."""
    card = SoftwareCard(sample_image(), system_randomness)
    card.power_on()
    session: SecureSession | None = None

    for mark, text, printed in exchanges(block):
        if mark == "=":
            command, session = delivered_session(card.image)
            assert card.transmit(command) == b"\x90\x00"
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
    assert len(CONVERSATIONS) == 9
