"""The written paper: every sentence of a plan, paired with Japanese, in its order.

Pages, PDFs and letters lay this out and add no sentence of their own, so that whoever
compares two papers of one plan finds the same words. Nothing is decided here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from ichimai.papers.paired import Paired, paired
from ichimai.planner.plan import (
    OPTION_PARTS,
    Day,
    Fee,
    Option,
    Plan,
    State,
    Task,
    Visit,
)
from ichimai.planner.sheet import trip_in_words
from ichimai.planner.visits import joined_visits
from ichimai.planner.wording import Words, say
from ichimai.texts.in_words import day_in_words, money
from ichimai.texts.language import is_draft


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, or the label of a row, and what stands under it.

    *ticked* says that the items are ticked off one by one.
    """

    title: Paired
    items: tuple[Paired, ...]
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class TaskCard:
    """One task as it is printed."""

    state_key: str
    title: Paired
    state: Paired
    rows: tuple[Part, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class OptionCard:
    """One of the ways that are open, printed like every other."""

    title: Paired
    rows: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One person's plan as it is printed; *person* only in a family."""

    person: Paired | None
    lists_first: tuple[Part, ...]
    tasks: tuple[TaskCard, ...]
    options: tuple[OptionCard, ...]
    lists_last: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Trip:
    """Several things done on one trip: where and by when, what is done, what to take.

    In a family each of the tasks and things is said with the people whose it is.
    """

    title: Paired
    tasks: tuple[Paired, ...]
    bring: tuple[Paired, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper, in the order in which it is read.

    Attributes:
        language: code of the language beside Japanese.
        as_of: the day on which the plans were seen.
        cautions: what every paper says: no government document; verify.
        letterhead: to whom a letter goes, and what it is; nothing on another paper.
        link: where the portal shows the same answers, with what its code is for.
    """

    language: str
    as_of: date
    title: Paired
    letterhead: tuple[Paired, ...]
    link: str | None
    code_says: Paired
    cautions: tuple[Paired, ...]
    trips_title: Paired
    trips: tuple[Trip, ...]
    bring_title: Paired
    tasks_title: Paired
    options_title: Paired
    nothing: Paired
    plans: tuple[PlanSheet, ...]


def written_paper(
    plans: Sequence[Plan],
    language: str,
    *,
    address: str | None = None,
    addressee: str | None = None,
) -> Paper:
    """The *plans* of one person or of a family as one paper.

    Args:
        plans: one a person.
        language: of the sentences, beside Japanese.
        address: where the portal shows the same answers.
        addressee: to whom the paper goes as a letter.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
        ValueError: there is no plan.
    """
    if not plans:
        raise ValueError("a paper holds at least one plan")
    words = _Words(language)
    several = len(plans) > 1
    return Paper(
        language=language,
        as_of=plans[0].as_of,
        title=words.sheet("as-of", day=plans[0].as_of),
        letterhead=() if addressee is None else words.letterhead(addressee),
        link=address,
        code_says=words.sheet("code"),
        cautions=words.cautions(),
        trips_title=words.sheet("joined"),
        trips=tuple(words.trips(plans)),
        bring_title=words.sheet("bring"),
        tasks_title=words.sheet("tasks"),
        options_title=words.sheet("options"),
        nothing=words.sheet("nothing"),
        plans=tuple(
            words.plan(plan, words.sheet("person", number=number) if several else None)
            for number, plan in enumerate(plans, start=1)
        ),
    )


def cautions_in(language: str) -> tuple[Paired, ...]:
    """What every paper says besides: no government document; verify; a draft.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    return _Words(language).cautions()


class _Words:
    """What a plan says, in one language and in Japanese."""

    def __init__(self, language: str) -> None:
        self._language = language

    def _paired(self, written: Callable[[str], str]) -> Paired:
        return paired(written, self._language)

    def _said(self, key: str, **values: Any) -> Paired:  # noqa: ANN401 - named values
        return self._paired(lambda spoken: say(Words(key, values), spoken))

    def sheet(self, key: str, **values: Any) -> Paired:  # noqa: ANN401 - the same
        """One of the labels and sentences of every sheet."""
        return self._said(f"sheet.{key}", **values)

    def letterhead(self, addressee: str) -> tuple[Paired, ...]:
        """To whom it goes, and from what it was made."""
        return self.sheet("to", addressee=addressee), self.sheet("letter")

    def cautions(self) -> tuple[Paired, ...]:
        """What no paper goes without, and that its language is a draft if it is."""
        always = self.sheet("not-government"), self.sheet("verify")
        return (self.sheet("draft"), *always) if is_draft(self._language) else always

    def trips(self, plans: Sequence[Plan]) -> Iterator[Trip]:
        """The trips on which more than one thing is done."""
        for visit in joined_visits(plans):
            if len(visit.tasks) > 1:
                yield self._trip(visit, plans)

    def _trip(self, visit: Visit, plans: Sequence[Plan]) -> Trip:
        tasks = {
            (person, task.id): task
            for person, plan in enumerate(plans)
            for task in plan.tasks
        }
        things: dict[str, list[int]] = {}
        for person, thing in visit.bring:
            things.setdefault(thing, []).append(person)
        several = len(plans) > 1

        def whose(people: Sequence[int], what: Callable[[str], str]) -> Paired:
            named = people if several else ()
            return self._paired(partial(_of_people, named, what))

        return Trip(
            self._paired(partial(trip_in_words, visit)),
            tuple(
                whose([person], partial(tasks[person, key].sentence, "title"))
                for person, key in visit.tasks
            ),
            tuple(
                whose(people, partial(say, Words(f"bring.{thing}")))
                for thing, people in things.items()
            ),
        )

    def plan(self, plan: Plan, person: Paired | None) -> PlanSheet:
        """One plan, part by part, in the order of the text on a terminal."""
        return PlanSheet(
            person,
            tuple(self._lists(plan, "unknown", "clocks")),
            tuple(self._task(task) for task in plan.tasks),
            tuple(self._option(option) for option in plan.options),
            tuple(self._lists(plan, "notices", "questions", "claims")),
        )

    def _lists(self, plan: Plan, *names: str) -> Iterator[Part]:
        for name in names:
            items = tuple(
                self._paired(partial(_listed, plan, name, place))
                for place in range(len(getattr(plan, name)))
            )
            if items:
                yield Part(self.sheet(name), items)

    def _task(self, task: Task) -> TaskCard:
        window = task.window
        days = {State.DO_BY: window.safe_last_day, State.NOT_YET: window.opens_on}
        return TaskCard(
            task.state.value,
            self._paired(partial(task.sentence, "title")),
            self.sheet(f"state.{task.state.value}", day=days.get(task.state)),
            () if task.state is State.DONE else tuple(self._rows(task)),
            ", ".join((*task.basis.cites, *task.basis.rules)),
        )

    def _rows(self, task: Task) -> Iterator[Part]:
        window = task.window
        for key, day in (
            ("safe", window.safe_last_day),
            ("legal", window.legal_last_day),
            ("from", window.opens_on),
        ):
            if day is not None:
                text = self._paired(partial(_day, day))
                yield Part(self.sheet(key), (text,))
        yield Part(self.sheet("counter"), (self.sheet(f"counter.{task.counter}"),))
        if task.bring:
            things = tuple(self._said(f"bring.{item}") for item in task.bring)
            yield Part(self.sheet("bring"), things, ticked=True)
        fee = self._paired(partial(_fee, task.fee))
        yield Part(self.sheet("fee"), (fee,))
        yield Part(self.sheet("who"), (self._said(f"who.{task.who_may_go}"),))
        for part in ("result", "then", "consequence"):
            text = self._paired(partial(task.sentence, part))
            yield Part(self.sheet(part), (text,))

    def _option(self, option: Option) -> OptionCard:
        words = {True: "yes", False: "no"}
        known = isinstance(option.allowed, bool)
        allowed = words[bool(option.allowed)] if known else "not-known"
        rows = [Part(self.sheet("allowed"), (self.sheet(allowed),))]
        for key, day in (("from", option.opens_on), ("card-ends", option.card_ends_on)):
            if day is not None:
                text = self._paired(partial(_day, day))
                rows.append(Part(self.sheet(key), (text,)))
        fee = self._paired(partial(_fee, option.fee))
        rows.append(Part(self.sheet("fee"), (fee,)))
        for part in OPTION_PARTS[1:]:
            text = self._paired(partial(option.sentence, part))
            rows.append(Part(self.sheet(part), (text,)))
        title = self._paired(partial(option.sentence, OPTION_PARTS[0]))
        return OptionCard(title, tuple(rows))


def _listed(plan: Plan, name: str, place: int, language: str) -> str:
    """The line of a list of a plan, in one language."""
    item = getattr(plan, name)[place]
    if name == "clocks":
        title = item.to_json(language)["title"]
        return f"{title}: {_day(item.ends_on, language)}"
    written = plan.to_json(language)[name][place]
    parts = {
        "unknown": ("sentence",),
        "notices": ("sentence",),
        "questions": ("question", "why"),
        "claims": ("claim", "confirmed"),
    }
    return " ".join(written[part] for part in parts[name])


def _day(day: Day, language: str) -> str:
    if isinstance(day, date):
        return day_in_words(day, language, era=True)
    return say(Words("sheet.not-known"), language)


def _fee(fee: Fee, language: str) -> str:
    if not isinstance(fee.yen, int):
        return say(Words("sheet.fee-unknown"), language)
    if fee.yen == 0:
        return say(Words("sheet.fee-free"), language)
    amount = money(fee.yen, language)
    if fee.tariff_from is None:
        return amount
    values = {"amount": amount, "day": fee.tariff_from}
    return say(Words("sheet.fee-tariff", values), language)


def _of_people(people: Sequence[int], what: Callable[[str], str], language: str) -> str:
    """What stands behind the people whose it is; by itself where nobody is named."""
    if not people:
        return what(language)
    named = [
        say(Words("sheet.person", {"number": person + 1}), language)
        for person in people
    ]
    return f"{', '.join(named)}: {what(language)}"
