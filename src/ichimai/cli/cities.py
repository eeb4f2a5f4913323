"""`ichimai cities`: what is known of a municipality, and whom to ring."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from ichimai.cli.console import bytes_of, print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.options import (
    FILE,
    FOLDER,
    as_of_option,
    json_option,
    language_option,
)
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.cli.telephones import print_line
from ichimai.cli.usage import WrongUsage
from ichimai.clock import SystemClock
from ichimai.crypto.keys import EcPublicKey
from ichimai.errors import NotFound, msgid
from ichimai.planner.cities.city import City, cities, city_at
from ichimai.planner.cities.coverage import coverage
from ichimai.planner.cities.facts import STALE_AFTER, CityFacts
from ichimai.planner.cities.signed import enclosed, read_folder
from ichimai.planner.cities.words import TOPICS, VALUES
from ichimai.planner.places.finding import find_places, find_retired
from ichimai.planner.places.municipalities import Place, get_place
from ichimai.texts.in_words import day_in_words

_LARGEST_KEY = 10_000
_BAR = 40


@click.command()
@click.argument("name", required=False)
@click.option(
    "--coverage", "wanted", is_flag=True, help="Count what is known of how many."
)
@click.option(
    "--facts", type=FOLDER, help="Folder with signed facts; default: the enclosed ones."
)
@click.option("--issuer", type=FILE, help="PEM key of the issuer of --facts.")
@as_of_option("Day from which old facts are warned of")
@json_option
@language_option
def command(
    *,
    name: str | None,
    wanted: bool,
    facts: Path | None,
    issuer: Path | None,
    as_of: date | None,
    as_json: bool,
) -> int:
    """Print what is known of the municipality NAME, or list those that are known.

    NAME is a code of six digits, or a name in kanji, kana or Latin letters. Where
    several have that name, all are printed. Of one of which nothing is known, the lines
    to ring are printed.

    \b
    Examples:
      ichimai cities
      ichimai cities 新宿区 --lang ja
      ichimai cities Fuchu
      ichimai cities 131041 --json
      ichimai cities --coverage
      ichimai cities 131041 --facts folder --issuer city.pem

    Exit codes: 0 done, 4 no such municipality or a signature that does not hold, 6
    nothing is known of it, or several have that name.
    """
    told = _told(facts, issuer)
    day = as_of or SystemClock().today()
    if wanted:
        return _print_coverage(told, day, as_json=as_json)
    found = (
        [*cities(told)] if name is None else [city_at(p, told) for p in _named(name)]
    )
    if name is not None and len(found) == 1:
        return _print_one(found[0], day, as_json=as_json)
    language = terminal_language()
    if as_json:
        print_json([city.to_json(language, day) for city in found])
    else:
        for city in found:
            click.echo(f"{city.place.code}  {city.name(language)}")
    return Exit.DONE if name is None else Exit.UNKNOWN


def _told(folder: Path | None, issuer: Path | None) -> tuple[CityFacts, ...]:
    """What is told of cities, every signature checked."""
    if (folder is None) != (issuer is None):
        raise WrongUsage(msgid("The options --facts and --issuer go together."))
    if folder is None or issuer is None:
        return enclosed()
    key = EcPublicKey.from_pem(bytes_of(issuer, _LARGEST_KEY))
    return tuple(read_folder(folder, key))


def _named(name: str) -> tuple[Place, ...]:
    """The places of that name; of a name that is no more what lies there now.

    Raises:
        NotFound: code `no-such-place`, or as `get_place` does.
        Malformed: six digits that do not check.
    """
    plain = unicodedata.normalize("NFKC", name).strip()
    if re.fullmatch(r"[0-9]+", plain):
        return (get_place(plain),)
    if found := find_places(name):
        return found
    if (gone := find_retired(name)) is not None:
        say = sayer()
        text = say(msgid("{name} is no more since {day}. What lies there now:"))
        day = day_in_words(gone.ended_on, terminal_language())
        click.echo(text.format(name=gone.name, day=day), err=True)
        return gone.places
    raise NotFound(
        msgid("No municipality is found by that name."),
        repair=msgid("Write its name in kanji, kana or Latin letters, or its code."),
        code="no-such-place",
    )


def _print_one(city: City, day: date, *, as_json: bool) -> int:
    language = terminal_language()
    if as_json:
        print_json(city.to_json(language, day))
    else:
        _print(city, day, language)
    return Exit.DONE if city.known else Exit.UNKNOWN


def _print(city: City, day: date, language: str) -> None:
    say = sayer()
    click.echo(f"{city.place.code}  {city.name(language)}")
    click.echo(f"        {city.place.full_name}  {city.place.full_kana}")
    for fact in city.facts:
        said = fact.sentence(language) or say(VALUES.get(fact.value, fact.value))
        print_wrapped(f"· {say(TOPICS[fact.topic])}: {said}", hang="  ")
        if fact.is_stale(day):
            print_wrapped(_stale(fact.read_on, language), "    ", dim=True)
    if city.known:
        text = say(
            msgid("From a guide for residents, read on {day}; verify with the office.")
        )
        read = max(fact.read_on for fact in city.facts)
        print_wrapped(text.format(day=day_in_words(read, language)), dim=True)
    else:
        text = say(
            msgid(
                "Nothing is known here of the municipality {code}. Ask the national "
                "line or its own office."
            )
        )
        print_wrapped(text.format(code=city.place.code))
    for office in city.offices:
        print_wrapped(f"· {office.name}  {office.romaji}", hang="  ")
    for line in city.lines:
        print_line(line)


def _stale(read_on: date, language: str) -> str:
    text = sayer()(
        msgid("Read on {day}, more than {days} days ago. Ask before you rely on it.")
    )
    return text.format(day=day_in_words(read_on, language), days=STALE_AFTER.days)


def _print_coverage(told: Iterable[CityFacts], day: date, *, as_json: bool) -> int:
    found = coverage(day, told)
    if as_json:
        print_json(found.to_json())
        return Exit.DONE
    say = sayer()
    text = say(
        msgid("Something is known of {known} of {all} municipalities ({share}).")
    )
    print_wrapped(
        text.format(
            known=found.known, all=found.municipalities, share=f"{found.share:.2f} %"
        )
    )
    for topic, known in found.topics.items():
        filled = round(_BAR * known / found.municipalities)
        bar = "█" * filled + "░" * (_BAR - filled)
        click.echo(f"{bar} {known:>4}/{found.municipalities}  {say(TOPICS[topic])}")
    if found.stale:
        text = say(msgid("Facts that were read too long ago: {count}."))
        print_wrapped(text.format(count=found.stale))
    return Exit.DONE
