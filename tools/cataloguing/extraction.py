"""Every sentence of the sources that people read, from code, tables and templates."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

from cataloguing.files import new_catalogue
from cataloguing.places import ROOT, SOURCES

_KEYWORDS = {"msgid": None, "_": None, "say": None, "gettext": None, "ngettext": (1, 2)}
_METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}
_OPTIONS = {"extensions": "jinja2.ext.i18n", "trimmed": "true"}


def extracted() -> Catalog:
    """Every marked string of the sources, with the files in which it stands."""
    catalogue = new_catalogue("en")
    for path, sentence in _of_tables():
        catalogue.add(sentence, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    for path in sorted(SOURCES.rglob("*")):
        method = _METHODS.get(path.suffix)
        if method is None:
            continue
        place = path.relative_to(ROOT).as_posix()
        for _, message, comments, context in extract_from_file(
            method,
            path,
            keywords=_KEYWORDS,
            comment_tags=("Translators:",),
            options=_OPTIONS if path.suffix == ".html" else None,
        ):
            catalogue.add(
                message,
                locations=[(place, 0)],
                auto_comments=comments,
                context=context,
            )
    return catalogue


def _of_tables() -> Iterator[tuple[Path, str]]:
    """The sentences in tables of data: `about` of each entry, and the title beside it.

    A file of texts that are told to people names its `subject` and has a title too; a
    guide has a `lead` beside it, and its sections have titles alone. In a folder
    `words` everything is a sentence; a task has several.
    """
    for path in sorted(SOURCES.rglob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        if path.parent.name == "words":
            yield from (
                (path, each) for group in table.values() for each in group.values()
            )
            continue
        if "subject" in table:
            yield from (
                (path, table[part]) for part in ("title", "lead") if part in table
            )
        for entries in table.values():
            for entry in entries if isinstance(entries, list) else ():
                yield from ((path, each) for each in _of_entry(entry))


def _of_entry(entry: object) -> Iterator[str]:
    if not isinstance(entry, dict):
        return
    yield from (entry[part] for part in ("about", "title", "before") if part in entry)
    if "consequence" in entry:
        yield from (entry[part] for part in ("result", "then", "consequence"))
