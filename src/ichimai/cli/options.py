"""The options that several commands share, each with one name, type and meaning."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from ichimai.cli.exits import sentence
from ichimai.cli.spoken import Spoken
from ichimai.cli.usage import no_such_language
from ichimai.errors import Malformed
from ichimai.model.days import parse_day
from ichimai.texts.language import find_language, languages

PLACE: Final = Path("var")
"""What no option places elsewhere is kept here, below the present folder."""
DEFAULT_DIRECTORY: Final = PLACE / "authority"
REGISTER_FILE: Final = "ichimai.db"
DEFAULT_DATABASE: Final = f"sqlite:///{PLACE / REGISTER_FILE}"

FILE: Final = click.Path(dir_okay=False, path_type=Path)
FOLDER: Final = click.Path(file_okay=False, path_type=Path)


F = TypeVar("F", bound=Callable[..., Any] | click.Command)


class DayType(click.ParamType[date]):
    """A day, strictly `YYYY-MM-DD`; anything else is wrong usage."""

    name = "day"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """The day, or wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value), param.opts[0] if param else "DAY")
        except Malformed as error:
            self.fail(sentence(error), param, ctx)


DAY: Final = DayType()

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")

key_file_option = click.option(
    "--key-file",
    type=FILE,
    envvar="ICHIMAI_KEY_FILE",
    show_envvar=True,
    help="File with the key of encrypted files: 32 bytes, or 64 hex digits.",
)

directory_option = click.option(
    "--directory",
    type=FOLDER,
    default=DEFAULT_DIRECTORY,
    show_default=True,
    help="Where the authority lies.",
)

portal_option = click.option(
    "--portal",
    metavar="URL",
    default="http://127.0.0.1:8000",
    envvar="ICHIMAI_PORTAL",
    show_envvar=True,
    show_default=True,
    help="Where the portal is, for the codes on papers.",
)

fonts_option = click.option(
    "--fonts",
    type=FOLDER,
    envvar="ICHIMAI_FONTS",
    show_envvar=True,
    help="Folder with the fonts of PDFs. Default: those of the system.",
)


def as_of_option(means: str, otherwise: str = "today in Japan") -> Callable[[F], F]:
    """The option `--as-of` of a command for which that day *means* something."""
    return click.option("--as-of", type=DAY, help=f"{means}. Default: {otherwise}.")


def database_option(otherwise: str = DEFAULT_DATABASE) -> Callable[[F], F]:
    """The option `--database`; None where it is not given."""
    return click.option(
        "--database",
        metavar="URL",
        help="The register: sqlite:///FILE or postgresql://USER@HOST/DATABASE. "
        f"Default: {otherwise}.",
    )


def beside(directory: Path) -> str:
    """The URL of the register that belongs to the authority in *directory*.

    For the default directory it is the default register.
    """
    return f"sqlite:///{directory.parent / REGISTER_FILE}"


def _speak(context: click.Context, _option: click.Parameter, code: str | None) -> None:
    if code is None:
        return
    if find_language(code) is None:
        raise no_such_language(code, ", ".join(each.code for each in languages()))
    context.ensure_object(Spoken).chosen = code


# Eager, so that what is wrong with any other option is said in that language.
language_option = click.option(
    "--lang",
    metavar="CODE",
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="Language of the sentences: en, ja, easy, vi … Default: as the terminal asks.",
)
