"""Reading and writing catalogues, so that only sentences ever change a file."""

import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

_HEADER = "# Catalogue of ichimai: the sentences that people read.\n#"
_MOVING = ("POT-", "PO-", "Last-", "Report-", "Language-Team", "Generated-By")


def new_catalogue(locale: str) -> Catalog:
    """An empty catalogue of that language."""
    return Catalog(
        locale=locale,
        header_comment=_HEADER,
        project="ichimai",
        version="0",
        copyright_holder="The ichimai authors",
        fuzzy=False,
    )


def read(place: Path) -> Catalog:
    """The catalogue in that file; its own header names the language."""
    with place.open("rb") as opened:
        return read_po(opened)


def write(catalogue: Catalog, place: Path) -> None:
    """Write *catalogue* in the order of its sentences, without moving headers."""
    with tempfile.TemporaryFile() as written:
        write_po(written, catalogue, width=80, sort_output=True, include_lineno=False)
        written.seek(0)
        text = written.read().decode()
    lines = (
        line
        for line in text.splitlines()
        if not line.startswith(tuple(f'"{name}' for name in _MOVING))
    )
    place.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def source_of(message: Message) -> str:
    """The English sentence, of a plural the form for one."""
    return message.id[0] if isinstance(message.id, tuple) else message.id


def forms_of(message: Message) -> tuple[str, ...]:
    """The translations, one for each plural form."""
    found = message.string
    return tuple(found) if isinstance(found, list | tuple) else (found,)


def is_translated(message: Message | None) -> bool:
    """Whether every form is there."""
    return message is not None and all(forms_of(message))
