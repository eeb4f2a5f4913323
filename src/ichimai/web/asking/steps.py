"""Which question comes next: the planner's own order, until nothing more would change.

The questions of a person are those that the plan names (decision 0072), in its order.
What happened is told on one page, with its days. After eight pages a person has said
enough; the rest can still be answered from the plan (users.md, section 4).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ichimai.errors import NotFound, msgid
from ichimai.planner.parameters import OF_EVENT, OF_PERSON, parameter_of
from ichimai.planner.plan import Plan, Question
from ichimai.planner.reading import parse_facts
from ichimai.planner.situation import Situation
from ichimai.web.asking.answers import Answers, Name, named, plans_of
from ichimai.web.asking.forms import FORMS, TOLD
from ichimai.web.asking.situations import HALLS, Door

MOST_QUESTIONS = 8
"""Pages that one person is asked before the plan is shown."""

_ADDRESS = re.compile(r"(?:p[2-9]\.)?[a-z_]+[2-9]?", re.ASCII)
_NOTHING = {"none", "unknown"}
_PATHS = {each.name: each.path for each in (*OF_PERSON, *OF_EVENT)}


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions.

    Attributes:
        name: the parameter that the page is named after.
        told: whether it is the page on which an event is told, with all its days.
    """

    name: Name
    told: bool = False

    @property
    def address(self) -> str:
        """How an address names it."""
        return f"told-{self.name.text}" if self.told else self.name.text


def find_next(answers: Answers) -> Step | None:
    """The next page for the first person who still has one; None at the end."""
    untold = find_untold(answers)
    if untold is not None:
        return untold
    for person, plan in enumerate(plans_of(answers)):
        if asked_of(answers, person) < MOST_QUESTIONS:
            open_names = open_questions(answers, person, plan)
            if open_names:
                return Step(open_names[0])
    return None


def find_untold(answers: Answers) -> Step | None:
    """The page of the first event whose days nobody has told."""
    given = dict(answers.pairs)
    for name, kind in answers.pairs:
        told = named(name)
        if told.stem != "event" or kind in _NOTHING:
            continue
        if any(each.text not in given for each in told_names(told, kind)):
            return Step(told, told=True)
    return None


def told_names(event: Name, kind: str) -> tuple[Name, ...]:
    """The parameters that are told on the page of an event of that kind."""
    return tuple(Name(stem, event.person, event.place) for stem in TOLD.get(kind, ()))


def open_questions(answers: Answers, person: int, plan: Plan) -> list[Name]:
    """What the plan would still ask of that person, in its order."""
    given = dict(answers.pairs)
    names = [named(parameter_of(each.path, person)) for each in plan.questions]
    return [each for each in names if each.text not in given and each.stem in FORMS]


def asked_of(answers: Answers, person: int) -> int:
    """How many pages that person has answered. A door is no question."""
    return len(_asked(answers, person))


def place_of(answers: Answers, step: Step) -> int:
    """Which of that person's pages it is, counted from 1; the next if it is new."""
    pages = _asked(answers, step.name.person)
    return (pages.index(step) if step in pages else len(pages)) + 1


def _asked(answers: Answers, person: int) -> list[Step]:
    own = [each for each in answers.pairs if named(each[0]).person == person]
    given = max(
        (door.given for hall in HALLS for door in hall.doors if _begins(own, door)),
        key=len,
        default={},
    )
    return _answered(own[len(given) :], dict(own))


def _begins(own: Sequence[tuple[str, str]], door: Door) -> bool:
    """Whether these answers begin with those of a door."""
    first = [(named(name).stem, value) for name, value in own[: len(door.given)]]
    return first == list(door.given.items())


def _is_told(given: Mapping[str, str], name: Name) -> bool:
    """Whether the parameter is told together with its event."""
    event = Name("event", name.person, name.place)
    kind = given.get(event.text, "")
    return name.of_event and name.stem in TOLD.get(kind, ())


def step_at(address: str) -> Step:
    """The page that an address names.

    Raises:
        NotFound: there is no such question.
    """
    text = address.removeprefix("told-")
    if not _ADDRESS.fullmatch(text):
        raise _no_question()
    step = Step(named(text), told=text != address)
    fits = step.name.stem == "event" if step.told else step.name.stem in FORMS
    if not fits or (step.name.place and not step.name.of_event):
        raise _no_question()
    return step


def names_on(answers: Answers, step: Step) -> tuple[Name, ...]:
    """The parameters that are asked for on one page.

    Raises:
        NotFound: an event is to be told that has not happened.
    """
    if not step.told:
        return (step.name,)
    found = told_names(step.name, answers.find(step.name.text) or "")
    if not found:
        raise _no_question()
    return found


def find_before(answers: Answers, step: Step) -> Step | None:
    """The page that was answered before that of *step*; None if none was."""
    pages = _answered(answers.pairs, dict(answers.pairs))
    place = pages.index(step) if step in pages else len(pages)
    return pages[place - 1] if place else None


def find_last(answers: Answers) -> Step | None:
    """The page that was answered last; None if none was."""
    return next(reversed(_answered(answers.pairs, dict(answers.pairs))), None)


def _answered(pairs: Sequence[tuple[str, str]], given: Mapping[str, str]) -> list[Step]:
    """The pages on which *pairs* were answered, in their order."""
    pages: dict[Step, None] = {}
    for text, _ in pairs:
        name = named(text)
        if _is_told(given, name):
            event = Name("event", name.person, name.place)
            pages[Step(event, told=True)] = None
        elif name.stem in FORMS:
            pages[Step(name)] = None
    return list(pages)


def _no_question() -> NotFound:
    return NotFound(msgid("There is no such question here."), code="no-question")


def question_of(answers: Answers, name: Name) -> Question:
    """The planner's question for that parameter, with what that person's cards are.

    Raises:
        KeyError: nobody is asked for it.
    """
    facts = answers.people
    own = facts[name.person] if name.person < len(facts) else {}
    terms = Situation(parse_facts(own), answers.as_of).terms
    return Question(_path_of(name), terms)


def _path_of(name: Name) -> str:
    if name.stem == "event":
        return "events"
    path = _PATHS[name.stem]
    return f"events[{name.place}].{path}" if name.of_event else path
