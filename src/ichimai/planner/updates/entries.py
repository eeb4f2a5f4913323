"""Everything dated, as one list: first days of rules and fees, days facts were read.

Nothing is kept for this list. It is read off the rules of law, the tariff, the texts
that the law tells, and the signed facts of cities; whoever adds one of these adds it
here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from ichimai.errors import msgid
from ichimai.law.questions import all_rules
from ichimai.law.tariff import amounts
from ichimai.law.told import subjects
from ichimai.planner.cities.city import city_at
from ichimai.planner.cities.signed import enclosed
from ichimai.planner.places.municipalities import find_place
from ichimai.texts.language import translator


class Sort(StrEnum):
    """What changed."""

    RULE = "rule"
    FEE = "fee"
    FEE_ENDS = "fee-ends"
    CITY = "city"


SORTS = {
    Sort.RULE: msgid("Rules"),
    Sort.FEE: msgid("Fees"),
    Sort.FEE_ENDS: msgid("Fees that are no longer known"),
    Sort.CITY: msgid("City facts"),
}

FEES = {
    "permission": msgid("Extension or change of status"),
    "permanent-residence": msgid("Permanent residence"),
    "specified-card": msgid("Specified card"),
    "specified-card-by-mail": msgid("Specified card by mail"),
    "ordinary-exchange": msgid("Exchange for an ordinary card"),
    "my-number-card-after-lapse": msgid("My Number Card after it lapsed"),
}
"""What a fee is for; one without words here is named by its key."""

_FEE = msgid("{what}: {yen} yen from this day.")
_FEE_ONLINE = msgid("{what}: {yen} yen from this day, {online} yen online.")
_FEE_ENDS = msgid("{what}: after this day the amount is not known.")
_CITY = msgid("Facts of {city} were read.")


@dataclass(frozen=True, slots=True)
class Update:
    """Something that holds from a day on, or was read on it.

    Attributes:
        key: stable name; the same thing has the same one in every list.
        text: English source string, with *values* in it.
        rules: of the law files.
        cites: provisions.
    """

    on: date
    sort: Sort
    key: str
    text: str
    values: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """What changed, in *language*."""
        say = translator(language)
        values = {name: say(value) for name, value in self.values}
        if self.sort is Sort.CITY:
            place = find_place(self.key.partition("-")[2][:6])
            values["city"] = city_at(place).name(language) if place else self.key
        return say(self.text).format(**values)


@cache
def updates() -> tuple[Update, ...]:
    """Everything that has a day, the latest first."""
    every = (*_rules(), *_told(), *_fees(), *_cities())
    by_key = {update.key: update for update in every}
    by_name = sorted(by_key.values(), key=lambda each: each.key)
    return tuple(sorted(by_name, key=lambda each: each.on, reverse=True))


def _rules() -> Iterator[Update]:
    for question, node in all_rules():
        spec = node.spec
        yield Update(
            spec.since,
            Sort.RULE,
            f"rule-{question}.{spec.name}",
            spec.title,
            rules=tuple(spec.rules),
            cites=tuple(spec.cites),
        )


def _told() -> Iterator[Update]:
    for subject in subjects():
        for entry in subject.entries:
            if entry.since is not None:
                yield Update(
                    entry.since,
                    Sort.RULE,
                    f"told-{entry.name}",
                    entry.title,
                    rules=entry.rules,
                    cites=tuple(str(each) for each in entry.cites),
                )


def _fees() -> Iterator[Update]:
    for each in amounts():
        rests = (each.rules, each.cites)
        what = ("what", FEES.get(each.name, each.name))
        if each.since is not None:
            text, values = _FEE, [what, ("yen", f"{each.yen:,}")]
            if each.online_yen is not None:
                text = _FEE_ONLINE
                values.append(("online", f"{each.online_yen:,}"))
            key = f"fee-{each.name}-{each.since}"
            yield Update(each.since, Sort.FEE, key, text, tuple(values), *rests)
        if each.until is not None:
            key = f"fee-{each.name}-{each.until}-ends"
            yield Update(each.until, Sort.FEE_ENDS, key, _FEE_ENDS, (what,), *rests)


def _cities() -> Iterator[Update]:
    for told in enclosed():
        for day in sorted({fact.read_on for fact in told.facts}):
            yield Update(day, Sort.CITY, f"city-{told.municipality}-{day}", _CITY)
