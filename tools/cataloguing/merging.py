"""Bringing the catalogues up to the sources; nothing is guessed.

A catalogue of tier 0 holds every sentence with its places. One of tier 1 holds what is
translated and still in scope: a new sentence of the sources touches none of them.
"""

from babel.messages.catalog import Catalog

from cataloguing.checking import hash_beside
from cataloguing.extraction import extracted
from cataloguing.files import forms_of, is_translated, new_catalogue, read, write
from cataloguing.kinds import kind_of
from cataloguing.places import TEMPLATE, Target, get_target, targets
from cataloguing.scope import of_scope
from cataloguing.states import standing_of


def merge() -> None:
    """Write the template anew and bring every catalogue up to it."""
    template = extracted()
    write(template, TEMPLATE)
    for target in targets():
        if target.tier == 0:
            _merge_whole(template, target)
    japanese = read(get_target("ja").place)
    for target in targets():
        if target.tier > 0:
            _merge_scope(template, target, japanese)


def _merge_whole(template: Catalog, target: Target) -> None:
    catalogue = read(target.place)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    write(catalogue, target.place)


def _merge_scope(template: Catalog, target: Target, japanese: Catalog) -> None:
    known = (
        read(target.place) if target.place.exists() else new_catalogue(target.locale)
    )
    merged = new_catalogue(target.locale)
    for source in of_scope(template, target):
        found = known.get(source.id, source.context)
        if not is_translated(found):
            continue
        standing = standing_of(found)
        comments = found.user_comments
        if standing is not None:
            standing = standing.beside(hash_beside(source, japanese))
            comments = standing.comments(kind_of(source))
        forms = forms_of(found)
        merged.add(
            source.id,
            forms if len(forms) > 1 else forms[0],
            user_comments=comments,
            context=source.context,
        )
    write(merged, target.place)
