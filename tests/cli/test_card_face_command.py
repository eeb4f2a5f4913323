"""`ichimai card face`: the picture of a card as a file."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ichimai.card.chip.card_file import write_card_file
from ichimai.cli import card_face
from ichimai.cli.card import command
from sample_card import sample_image

KEY = bytes(range(32))


def test_a_face_is_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drawn card shows a person, so nobody else on the machine may read the file."""
    key_file, card, out = (tmp_path / name for name in ("key", "a.card", "a.svg"))
    key_file.write_bytes(KEY)
    key_file.chmod(0o600)
    write_card_file(card, KEY, sample_image())
    monkeypatch.setattr(card_face, "draw", lambda *_: b"<svg/>")
    monkeypatch.setattr(card_face, "face_of", lambda _: None)

    CliRunner().invoke(
        command,
        ["face", str(card), "--out", str(out), "--key-file", str(key_file)],
        standalone_mode=False,
        catch_exceptions=False,
    )

    assert b"<svg/>" == out.read_bytes()
    assert 0o600 == out.stat().st_mode & 0o777
