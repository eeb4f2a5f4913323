"""A plan as iCalendar (RFC 5545, RFC 7986): all-day events that calendars keep apart.

Each open task is one event on its last safe day, and before it reminders as events of
their own, because a subscribed calendar shows no alarms. A UID names the task and the
person's place in the family, so a calendar read again moves its events instead of
doubling them. Nothing says who the person is, and no status is named.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, vText

from ichimai.errors import msgid
from ichimai.papers.paired import Paired, paired
from ichimai.planner.plan import Plan, State, Task
from ichimai.planner.wording import Words, say
from ichimai.texts.language import translator

REMINDERS = (30, 7)
"""Days before the safe day on which a reminder stands."""

LONGEST_DESCRIPTION = 600
_ALARMS = (7, 1)
_DAY = timedelta(days=1)
_REFRESH = timedelta(hours=12)
_FIRST_DAY = date(2026, 6, 14)
_PRODUCT = "-//ichimai//plan//EN"
_DOMAIN = "plan.ichimai.invalid"
_OPEN = frozenset({State.OVERDUE, State.DO_NOW, State.DO_BY, State.NOT_YET})

_FETCHED = frozenset({"receive-card", "receive-renewed-card"})
"""A card that is fetched on a day of the bureau's choice, and not later than a day in
law: the special period, or the bridge of a renewal, ends with it."""

_NAME = msgid("Last safe days of your plan")
_DUE = msgid("Last safe day: {title}")
_AHEAD = msgid("{days} days to go: {title}")


def plan_calendar(
    plans: Sequence[Plan],
    language: str,
    codes: Sequence[str] | None = None,
    title: str = "",
) -> bytes:
    """The open tasks of *plans* as one calendar; a task without a day is left out.

    A card that waits to be fetched by a day in law stands in it too.

    The same plans give the same bytes: what a calendar calls the moment of writing is
    the start of the day on which the plan was seen.

    Args:
        plans: one a person.
        language: of the sentences, beside Japanese.
        codes: what tells the people apart, in their order; shown before each summary.
            None for a family, which goes by place.
        title: what the calendar's name begins with: a site's, say.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = paired(lambda spoken: translator(spoken)(_NAME), language).on_one_line()
    name = f"{title}: {name}" if title else name
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("color", "navy")
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for number, plan in enumerate(plans, start=1):
        for task in plan.tasks:
            code = codes[number - 1] if codes else ""
            for event in _events(plan, task, code or f"{number}", language):
                if code:
                    event["summary"] = vText(f"{code}: {event['summary']}")
                calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(plan: Plan, task: Task, person: str, language: str) -> Iterator[Event]:
    """The day itself with its alarms, then the reminders that are still to come."""
    day = task.window.safe_last_day
    waits = task.state is State.WAITING and task.id in _FETCHED
    if not (task.state in _OPEN or waits) or not isinstance(day, date):
        return
    due = _event(plan, day, f"{person}-{task.id}")
    due.add("summary", _summary(task, _DUE, language).on_one_line())
    due.add("description", _description(task, language))
    for days in _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(days=-days))
        alarm.add("description", _summary(task, _AHEAD, language, days).on_one_line())
        due.add_component(alarm)
    yield due
    for days in REMINDERS:
        ahead = day - days * _DAY
        if ahead < plan.as_of:
            continue
        reminder = _event(plan, ahead, f"{person}-{task.id}-{days}")
        text = _summary(task, _AHEAD, language, days).on_one_line()
        reminder.add("summary", text)
        reminder.add("description", _description(task, language))
        yield reminder


def _event(plan: Plan, day: date, name: str) -> Event:
    """An all-day event that blocks no time and is shown to nobody else."""
    event = Event()
    event.add("uid", f"{name}@{_DOMAIN}")
    event.add("dtstamp", datetime.combine(plan.as_of, time(), UTC))
    # A calendar takes the version with the higher number: the one seen later.
    event.add("sequence", max(0, (plan.as_of - _FIRST_DAY).days))
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _summary(task: Task, form: str, language: str, days: int = 0) -> Paired:
    def written(spoken: str) -> str:
        title = task.sentence("title", spoken)
        return translator(spoken)(form).format(title=title, days=days)

    return paired(written, language)


def _description(task: Task, language: str) -> str:
    """Where to go and what to take, in both languages; cut at whole lines."""
    counter = Words(f"sheet.counter.{task.counter}")
    lines = [_said(counter, language)]
    lines += [_said(Words(f"bring.{item}"), language) for item in task.bring]
    lines.append(_said(Words("sheet.not-government"), language))
    text = ""
    for line in lines:
        longer = f"{text}\n{line.on_one_line()}" if text else line.on_one_line()
        if len(longer) > LONGEST_DESCRIPTION:
            break
        text = longer
    return text


def _said(words: Words, language: str) -> Paired:
    return paired(lambda spoken: say(words, spoken), language)
