"""Which language an `Accept-Language` header asks for, among those there are.

Only the first redirect and the API look at the header; a page's language stands in
its address (RFC 9110 section 12.5.4; RFC 4647 section 3.4, lookup).
"""

from ichimai.texts.language import Language, get_language, languages

_FALLBACK = "en"


def preferred_language(header: str) -> Language:
    """The first language of *header*, by weight, that has a catalogue; else English.

    Unreadable parts are passed over: the header is a wish, not a filing.
    """
    wishes = []
    for place, part in enumerate(header.split(",")[:32]):
        tag, _, parameter = part.strip().partition(";")
        weight = _weight(parameter)
        if tag and weight > 0:
            wishes.append((-weight, place, tag.strip().lower()))
    for _, _, tag in sorted(wishes):
        found = _looked_up(tag)
        if found is not None:
            return found
    return get_language(_FALLBACK)


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def _looked_up(tag: str) -> Language | None:
    """The language of *tag*, or of the tag with its last subtags taken off.

    The other tags of a language count only as they stand: whoever asks for zh-TW does
    not read what zh asks for.
    """
    others = {also.lower(): each for each in languages() for also in each.also}
    if tag in others:
        return others[tag]
    by_tag = {language.tag.lower(): language for language in languages()}
    while tag:
        if tag in by_tag:
            return by_tag[tag]
        tag = tag.rpartition("-")[0]
    return None
