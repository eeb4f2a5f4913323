"""What somebody has answered so far: the parameters of the page's address.

Nothing is kept on this side. Each page reads the answers from its address, in the
order in which they were given, and writes them into the addresses that it leads to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Request

from ichimai.errors import Malformed, msgid
from ichimai.model.days import parse_day
from ichimai.planner.facts import Facts
from ichimai.planner.parameters import OF_EVENT, facts_in, named_by_parameter
from ichimai.planner.plan import Plan
from ichimai.planner.planning import is_family, make_outline, make_plan
from ichimai.planner.reader import require_near
from ichimai.planner.reading import parse_facts
from ichimai.web.site import site_of

AS_OF = "as_of"
"""The day from which a plan is looked at; absent it is today in Japan."""

_EVENT_NAMES = frozenset(each.name for each in OF_EVENT)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one address.

    Attributes:
        pairs: name and value of each parameter, in the order of the address.
        as_of: the day from which is looked.
        chosen_day: whether the address names that day.
    """

    pairs: tuple[tuple[str, str], ...]
    as_of: date
    chosen_day: bool = False

    def __repr__(self) -> str:
        return f"Answers({len(self.pairs)} given, {self.as_of})"

    @property
    def query(self) -> str:
        """The address's query that says the same."""
        day = ((AS_OF, self.as_of.isoformat()),) if self.chosen_day else ()
        return urlencode((*self.pairs, *day), safe=",.-")

    @property
    def facts(self) -> dict[str, Any]:
        """The JSON facts of the person or family.

        Raises:
            Malformed: as `facts_in` does.
        """
        return facts_in(urlencode(self.pairs))

    @property
    def people(self) -> list[dict[str, Any]]:
        """The JSON facts of each person. Raises as `facts` does."""
        facts = self.facts
        return facts["people"] if is_family(facts) else [facts]

    def find(self, name: str) -> str | None:
        """What was answered under that name, None where nothing was."""
        return dict(self.pairs).get(name)

    def having(self, given: Mapping[str, str]) -> "Answers":
        """These answers with *given* in place of earlier ones, new ones at the end."""
        told = {**dict(self.pairs), **given}
        return replace(self, pairs=tuple(told.items()))

    def without_event(self, person: int, place: int = 0) -> "Answers":
        """These answers without anything told of that event of that person."""

        def of_it(name: str) -> bool:
            told = named(name)
            whose = told.person, told.place
            return whose == (person, place) and told.stem in _EVENT_NAMES

        return replace(self, pairs=tuple(p for p in self.pairs if not of_it(p[0])))

    def without_person(self, person: int) -> "Answers":
        """These answers without one of the further people; later ones move up."""
        kept = []
        for name, value in self.pairs:
            told = named(name)
            if told.person != person:
                after = told.person - (told.person > person)
                kept.append((replace(told, person=after).text, value))
        return replace(self, pairs=tuple(kept))


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a parameter in its parts.

    Attributes:
        stem: what it is of anybody: `status`, `filed`.
        person: whose, counted from 0.
        place: of which of their events, counted from 0; 0 for what is no event's.
    """

    stem: str
    person: int = 0
    place: int = 0

    @property
    def text(self) -> str:
        """As it stands in an address: `p2.filed3`."""
        front = f"p{self.person + 1}." if self.person else ""
        return f"{front}{self.stem}{self.place + 1 if self.place else ''}"

    @property
    def of_event(self) -> bool:
        """Whether it belongs to an event."""
        return self.stem in _EVENT_NAMES


def named(text: str) -> Name:
    """The parts of a parameter's name that the planner knows."""
    front, dot, rest = text.rpartition(".")
    stem = rest.rstrip("0123456789")
    place = int(rest.removeprefix(stem) or 1) - 1
    return Name(stem, int(front.removeprefix("p")) - 1 if dot else 0, place)


def answers_of(request: Request) -> Answers:
    """The answers in the address of *request*, each of them readable.

    Raises:
        Malformed: as `facts_in` does; the same of the day under `AS_OF`.
    """
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    days = [value for name, value in pairs if name == AS_OF]
    if len(days) > 1:
        raise Malformed(
            msgid("The day stands there more often than it may."),
            repair=msgid("Give one day."),
            code="contradiction",
            field=AS_OF,
        )
    day = parse_day(days[0], AS_OF) if days else site_of(request).clock.today()
    require_near(day, AS_OF)
    facts_in("&".join(_without_day(request.url.query)))
    told = tuple(each for each in pairs if each[0] != AS_OF)
    return Answers(told, day, chosen_day=bool(days))


def _without_day(query: str) -> list[str]:
    return [each for each in query.split("&") if not each.startswith(f"{AS_OF}=")]


def plans_of(answers: Answers) -> list[Plan]:
    """The plan of each person of *answers*.

    Raises:
        Malformed: the answers contradict each other; the error names the parameter.
    """
    return [_of_each(make_plan, answers, place) for place in range(len(answers.people))]


def refuse_contradictions(answers: Answers) -> None:
    """Let answers through that can be of one person each. Raises as `plans_of` does."""
    for place in range(len(answers.people)):
        _of_each(make_outline, answers, place)


def _of_each(make: Callable[[Facts, date], Plan], answers: Answers, place: int) -> Plan:
    try:
        return make(parse_facts(answers.people[place]), answers.as_of)
    except Malformed as error:
        raise named_by_parameter(error, place) from None
