"""What changed as an Atom feed (RFC 4287), which readers fetch again and again.

An entry's id names the thing and never the words, so that a feed in another language or
of another day has the same entries. Where it is served is not known here: the links are
relative to the feed's own address.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from ichimai.errors import msgid
from ichimai.planner.updates.entries import SORTS, Update
from ichimai.texts.language import translator

ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LONGEST = 200
"""Entries of one feed; the rest is on the page."""

TITLE = msgid("What changed: rules, fees, city facts")
_NOT_A_GOVERNMENT_SITE = msgid("Not a government site, and not legal advice.")
_JAPAN = timezone(timedelta(hours=9))
_DOMAIN = "updates.ichimai.invalid"


def updates_feed(updates: Sequence[Update], language: str, tag: str) -> bytes:
    """The feed of the first `LONGEST` of *updates*, the latest first, in UTF-8.

    *tag* is the BCP 47 tag of *language*.
    """
    register_namespace("", ATOM)
    say = translator(language)
    feed = Element(f"{{{ATOM}}}feed", {_LANG: tag})
    _text(feed, "id", f"tag:{_DOMAIN},2026:{language}")
    _text(feed, "title", say(TITLE))
    _text(feed, "subtitle", say(_NOT_A_GOVERNMENT_SITE))
    shown = updates[:LONGEST]
    _text(feed, "updated", _moment(max(u.on for u in shown) if shown else date.min))
    _link(feed, "self", f"{language}.atom")
    _link(feed, "alternate", f"../{language}/updates")
    author = SubElement(feed, f"{{{ATOM}}}author")
    _text(author, "name", "ichimai")
    for update in shown:
        _entry(feed, update, language)
    content: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _entry(feed: Element, update: Update, language: str) -> None:
    say = translator(language)
    entry = SubElement(feed, f"{{{ATOM}}}entry")
    _text(entry, "id", f"tag:{_DOMAIN},2026:{update.key}")
    _text(entry, "title", update.sentence(language))
    _text(entry, "updated", _moment(update.on))
    SubElement(entry, f"{{{ATOM}}}category", {"term": update.sort.value})
    anchor = f"../{language}/updates#d{update.on.isoformat()}"
    _link(entry, "alternate", anchor)
    about = "; ".join((say(SORTS[update.sort]), *update.cites, *update.rules))
    _text(entry, "summary", about)


def _link(parent: Element, relation: str, address: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "href": address})


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _moment(day: date) -> str:
    """Midnight in Japan, RFC 3339; the first moment of all where there is no day."""
    if day == date.min:
        return datetime(2026, 6, 14, tzinfo=UTC).isoformat()
    return datetime.combine(day, time(), _JAPAN).isoformat()
