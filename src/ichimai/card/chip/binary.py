"""READ BINARY's last step, the same in every application."""

from ichimai.card.chip.commands import ReadBinary
from ichimai.card.iso7816.status import Refusal, StatusWord


def part(content: bytes, command: ReadBinary) -> bytes:
    """The bytes asked for, fewer where the file ends; the right to them is settled.

    Raises:
        Refusal: 6B00; the offset lies past the end, or exactly at it.
    """
    if command.offset >= len(content):
        raise Refusal(StatusWord.OUTSIDE_EF)
    return content[command.offset :][: command.length]
