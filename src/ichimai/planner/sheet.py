"""A plan as plain text for a terminal or a mail, in the width that people read."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

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
from ichimai.planner.wording import Words, say
from ichimai.texts.in_words import day_in_words, money
from ichimai.texts.language import is_draft

WIDTH = 78
_LABEL = 18
_INDENT = "    "


def columns(text: str) -> int:
    """How many columns *text* takes: two for each wide East Asian sign."""
    return sum(
        0
        if unicodedata.combining(sign)
        else 2
        if unicodedata.east_asian_width(sign) in "WF"
        else 1
        for sign in text
    )


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


# Signs that no line begins with in Japanese text (行頭禁則).
_NEVER_FIRST = "、。，．）」』】〕！？：；・ー）)"


def _pieces(text: str) -> Iterator[str]:
    """*text* cut where a line may break: behind spaces, and around wide signs."""
    piece = ""
    for sign in text:
        breaks = piece and (_wide(sign) or _wide(piece[-1]) or piece[-1] == " ")
        if breaks and sign not in _NEVER_FIRST and piece[-1] not in "（「『【":
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def wrapped(text: str, width: int) -> list[str]:
    """*text* in lines of at most *width* columns, one longer word aside."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and columns(line) + columns(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _entry(label: str, text: str) -> Iterator[str]:
    """A label and its text, the text's further lines under its first."""
    lines = wrapped(text, WIDTH - len(_INDENT) - _LABEL)
    if columns(label) < _LABEL:
        yield f"{_INDENT}{label}{' ' * (_LABEL - columns(label))}{lines.pop(0)}"
    else:
        # A label with readings may be longer than its column: the text goes below.
        yield f"{_INDENT}{label}"
    for line in lines:
        yield f"{_INDENT}{' ' * _LABEL}{line}"


class _Sheet:
    """Writes one plan in one language."""

    def __init__(self, plan: Plan, language: str) -> None:
        self._plan = plan
        self._language = language

    def _say(self, key: str, **values: object) -> str:
        return say(Words(f"sheet.{key}", values), self._language)

    def _day(self, day: Day) -> str:
        if isinstance(day, date):
            return day_in_words(day, self._language)
        return self._say("not-known")

    def _fee(self, fee: Fee) -> str:
        if not isinstance(fee.yen, int):
            return self._say("fee-unknown")
        if fee.yen == 0:
            return self._say("fee-free")
        amount = money(fee.yen, self._language)
        if fee.tariff_from is None:
            return amount
        return self._say("fee-tariff", amount=amount, day=fee.tariff_from)

    def _state(self, task: Task) -> str:
        days = {
            State.DO_BY: task.window.safe_last_day,
            State.NOT_YET: task.window.opens_on,
        }
        return self._say(f"state.{task.state.value}", day=days.get(task.state))

    def lines(self) -> Iterator[str]:
        """Every line of the sheet."""
        plan = self._plan
        yield from wrapped(self._say("as-of", day=plan.as_of), WIDTH)
        if is_draft(self._language):
            yield from wrapped(self._say("draft"), WIDTH)
        if plan.unknown:
            yield from self._heading("unknown")
            for gap in plan.unknown:
                yield from self._item(gap.to_json(self._language)["sentence"])
        if plan.clocks:
            yield from self._heading("clocks")
            for clock in plan.clocks:
                title = clock.to_json(self._language)["title"]
                yield from self._item(f"{title}: {self._day(clock.ends_on)}")
        yield from self._heading("tasks")
        if not plan.tasks:
            yield from self._item(self._say("nothing"))
        for number, task in enumerate(plan.tasks, start=1):
            yield ""
            yield from self._task(number, task)
        yield from self._trips()
        yield from self._rest()

    def _trips(self) -> Iterator[str]:
        """Trips on which more than one thing is done."""
        titles = {
            task.id: task.sentence("title", self._language) for task in self._plan.tasks
        }
        trips = [visit for visit in self._plan.visits if len(visit.tasks) > 1]
        if not trips:
            return
        yield from self._heading("joined")
        for visit in trips:
            yield from self._item(trip_in_words(visit, self._language))
            for _, task_id in visit.tasks:
                yield from (f"  {line}" for line in self._item(titles[task_id]))

    def _rest(self) -> Iterator[str]:
        plan, written = self._plan, self._plan.to_json(self._language)
        if plan.notices:
            yield from self._heading("notices")
            for notice in written["notices"]:
                yield from self._item(notice["sentence"])
        if plan.options:
            yield from self._heading("options")
            for option in plan.options:
                yield ""
                yield from self._option(option)
        if plan.questions:
            yield from self._heading("questions")
            for question in written["questions"]:
                yield from self._item(f"{question['question']} {question['why']}")
        if plan.claims:
            yield from self._heading("claims")
            for claim in written["claims"]:
                yield from self._item(f"{claim['claim']} {claim['confirmed']}")
        yield ""
        for key in ("not-government", "verify"):
            yield from wrapped(self._say(key), WIDTH)

    def _heading(self, key: str) -> Iterator[str]:
        title = self._say(key)
        yield ""
        yield title
        yield "─" * columns(title)

    @staticmethod
    def _item(text: str) -> Iterator[str]:
        first, *rest = wrapped(text, WIDTH - 2)
        yield f"· {first}"
        for line in rest:
            yield f"  {line}"

    def _task(self, number: int, task: Task) -> Iterator[str]:
        language, window = self._language, task.window
        title = f"{number}. [{self._state(task)}] {task.sentence('title', language)}"
        yield from wrapped(title, WIDTH)
        if task.state is State.DONE:
            return
        for key, day in (
            ("safe", window.safe_last_day),
            ("legal", window.legal_last_day),
            ("from", window.opens_on),
        ):
            if day is not None:
                yield from _entry(self._say(key), self._day(day))
        yield from _entry(self._say("counter"), self._say(f"counter.{task.counter}"))
        for place, item in enumerate(task.bring):
            label = "" if place else self._say("bring")
            yield from _entry(label, say(Words(f"bring.{item}"), language))
        yield from _entry(self._say("fee"), self._fee(task.fee))
        who = say(Words(f"who.{task.who_may_go}"), language)
        yield from _entry(self._say("who"), who)
        for part in ("result", "then", "consequence"):
            yield from _entry(self._say(part), task.sentence(part, language))
        basis = ", ".join((*task.basis.cites, *task.basis.rules))
        yield from _entry(self._say("basis"), basis)

    def _option(self, option: Option) -> Iterator[str]:
        words = {True: "yes", False: "no"}
        allowed = "not-known"
        if isinstance(option.allowed, bool):
            allowed = words[option.allowed]
        yield from wrapped(option.sentence("title", self._language), WIDTH)
        why_not = option.why_not(self._language)
        if why_not is not None:
            yield from _entry(self._say("allowed"), why_not)
            return
        yield from _entry(self._say("allowed"), self._say(allowed))
        if option.opens_on is not None:
            yield from _entry(self._say("from"), self._day(option.opens_on))
        yield from _entry(self._say("fee"), self._fee(option.fee))
        if option.card_ends_on is not None:
            yield from _entry(self._say("card-ends"), self._day(option.card_ends_on))
        for part in OPTION_PARTS[1:]:
            yield from _entry(self._say(part), option.sentence(part, self._language))


def trip_in_words(visit: Visit, language: str) -> str:
    """Where one trip leads and until when it is safe."""
    counter = Words(f"sheet.counter.{visit.counter}")
    if visit.safe_last_day is None:
        return say(Words("sheet.joined-any-day", {"counter": counter}), language)
    values = {"counter": counter, "day": visit.safe_last_day}
    return say(Words("sheet.joined-until", values), language)


def family_sheet(plans: Sequence[Plan], visits: Sequence[Visit], language: str) -> str:
    """The trips of a family first, then the plan of each person, as text.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    lines = [say(Words("sheet.joined"), language)]
    for visit in visits:
        lines += wrapped(f"· {trip_in_words(visit, language)}", WIDTH)
        for number, task_id in visit.tasks:
            person = say(Words("sheet.person", {"number": number + 1}), language)
            task = next(each for each in plans[number].tasks if each.id == task_id)
            lines += wrapped(f"  {person}: {task.sentence('title', language)}", WIDTH)
        for thing in visit.to_json(language)["bring"]:
            lines += wrapped(f"  - {thing['text']}", WIDTH)
    for number, plan in enumerate(plans, start=1):
        title = say(Words("sheet.person", {"number": number}), language)
        lines += ["", title, "═" * columns(title), sheet(plan, language)]
    return "\n".join(lines)


def sheet(plan: Plan, language: str) -> str:
    """The plan as text, every line at most 78 columns wide but for long words.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    return "\n".join(_Sheet(plan, language).lines())
