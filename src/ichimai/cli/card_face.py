"""`ichimai card face`: draw a card for people to look at."""

from pathlib import Path

import click

from ichimai.card.chip.card_file import read_card_file
from ichimai.cli.exits import Exit
from ichimai.cli.key_file import read_key
from ichimai.cli.options import FILE, key_file_option, language_option
from ichimai.cli.usage import WrongUsage
from ichimai.durable import put_private
from ichimai.errors import Unavailable, msgid
from ichimai.papers.card_face import FORMS, draw, face_of


@click.command("face")
@click.argument("file", type=FILE)
@click.option(
    "--out",
    type=FILE,
    required=True,
    help=f"The picture to write; its ending chooses: {', '.join(FORMS)}.",
)
@key_file_option
@language_option
def face_command(*, file: Path, out: Path, key_file: Path | None) -> int:
    """Draw front and back of the card in FILE.

    The items are those that the law puts on the face of such a card; their arrangement
    is our own, and every picture says SAMPLE. It shows who the card is about, so the
    file is for its owner alone.

    \b
    Examples:
      ichimai card face minh.card --out minh.png
      ichimai card face minh.card --out minh.pdf

    Exit codes: 0 drawn, 2 another ending, 4 no file, the wrong key, a missing font.
    """
    ending = out.suffix.removeprefix(".")
    form = next((each for each in FORMS if each == ending), None)
    if form is None:
        raise WrongUsage(
            msgid("A face is drawn as one of: {forms}."), forms=", ".join(FORMS)
        )
    image = read_card_file(file, read_key(key_file))
    drawn = draw(face_of(image), form)
    try:
        put_private(out, drawn)
    except OSError as error:
        raise Unavailable(
            msgid("The file {file} cannot be written: {cause}."),
            repair=msgid("Name a place that you may write to."),
            code="file-unwritable",
            file=str(out),
            cause=error.strerror or type(error).__name__,
        ) from error
    return Exit.DONE
