"""Everything that makes a catalogue unfit to be shown, one line for each."""

import shutil
import subprocess
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from cataloguing.extraction import extracted
from cataloguing.files import forms_of, is_translated, read, source_of
from cataloguing.japanese import of_japanese, of_plain_japanese
from cataloguing.kinds import kind_of
from cataloguing.parity import of_marks, of_values
from cataloguing.places import TEMPLATE, Target, get_target, targets
from cataloguing.scope import of_scope
from cataloguing.scripts import of_script
from cataloguing.states import source_hash, standing_of
from cataloguing.terms import of_terms


def problems() -> Iterator[str]:
    """One line for each thing that makes a catalogue unfit."""
    template = extracted()
    yield from _stale_template(template)
    japanese = read(get_target("ja").place)
    for target in targets():
        if not target.place.exists():
            yield f"{target.code}: there is no catalogue"
            continue
        catalogue = read(target.place)
        for problem in _of_catalogue(template, catalogue, target, japanese):
            yield f"{target.code}: {problem}"


def of_text(source: str, text: str, language: str) -> Iterator[str]:
    """What is wrong with *text* as the translation of *source*."""
    yield from of_values(source, text)
    yield from of_script(source, text, language)
    yield from of_terms(source, text, language)
    if language == "easy":
        yield from of_plain_japanese(text)
    elif language == "ja":
        yield from of_japanese(text)
    else:
        yield from of_marks(source, text)


def of_message(
    source: Message, forms: tuple[str, ...], target: Target
) -> Iterator[str]:
    """What is wrong with the *forms* of one translation."""
    ids = source.id if isinstance(source.id, tuple) else (source.id,)
    if isinstance(source.id, tuple):
        wanted = get_plural(target.locale).num_plurals
        if len(forms) != wanted:
            yield f"{len(forms)} plural forms where the language has {wanted}"
    elif len(forms) != 1:
        yield "plural forms of a sentence that has none"
    for text in forms:
        yield from of_text(ids[-1], text, target.code)


def coverage(template: Catalog, catalogue: Catalog, target: Target) -> float:
    """The share of its scope that *target* has translated, 0 to 1."""
    scope = of_scope(template, target)
    there = sum(is_translated(catalogue.get(each.id, each.context)) for each in scope)
    return there / len(scope) if scope else 1.0


def _of_catalogue(
    template: Catalog, catalogue: Catalog, target: Target, japanese: Catalog
) -> Iterator[str]:
    scope = of_scope(template, target)
    wanted = {(each.id, each.context) for each in scope}
    for message in catalogue:
        if message.id and (message.id, message.context) not in wanted:
            yield f"not or no longer to be translated: {source_of(message)!r}"
    for source in scope:
        found = catalogue.get(source.id, source.context)
        for problem in _of_entry(source, found, target, japanese):
            yield f"{problem}: {source_of(source)!r}"
    share = coverage(template, catalogue, target)
    if share < target.promised:
        yield f"{share:.1%} is translated, {target.promised:.1%} is promised"
    yield from _of_msgfmt(target)


def _of_entry(
    source: Message, found: Message | None, target: Target, japanese: Catalog
) -> Iterator[str]:
    if not is_translated(found):
        if target.tier == 0:
            yield "not translated"
        return
    if found.fuzzy:
        yield "fuzzy"
    yield from of_message(source, forms_of(found), target)
    if target.tier > 0:
        yield from _of_standing(source, found, japanese)


def _of_standing(source: Message, found: Message, japanese: Catalog) -> Iterator[str]:
    standing = standing_of(found)
    if standing is None:
        yield "without a state and the hash of its source"
    elif standing.source != hash_beside(source, japanese):
        yield "its source has changed; run tools/catalogues"
    elif found.user_comments != standing.comments(kind_of(source)):
        yield "another state or kind than the tables give; run tools/catalogues"


def hash_beside(source: Message, japanese: Catalog) -> str:
    """The hash of that sentence with the Japanese of today."""
    beside = japanese.get(source.id, source.context)
    return source_hash(source_of(source), forms_of(beside)[0] if beside else "")


def _stale_template(template: Catalog) -> Iterator[str]:
    known = {each.id for each in read(TEMPLATE) if each.id}
    for message in template:
        if message.id and message.id not in known:
            yield f"ichimai.pot: not yet extracted: {source_of(message)!r}"


def _of_msgfmt(target: Target) -> Iterator[str]:
    """What gettext's own tool says, where it is installed."""
    if shutil.which("msgfmt") is None:
        return
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "-", str(target.place)], capture_output=True, check=False
    )
    if done.returncode != 0:
        yield done.stderr.decode().strip()
