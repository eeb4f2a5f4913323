"""A plan as PDF on A4: the written paper, laid out to be printed and carried along."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ichimai.papers.square import drawn, millimetres
from ichimai.papers.typesetting import Sheet, label, said, typeset
from ichimai.papers.written import (
    OptionCard,
    Paper,
    Part,
    PlanSheet,
    TaskCard,
    Trip,
    written_paper,
)
from ichimai.planner.plan import Plan
from ichimai.texts.language import get_language
from ichimai.texts.readings import without_readings


def plan_pdf(
    plans: Sequence[Plan],
    language: str,
    *,
    address: str | None = None,
    addressee: str | None = None,
    fonts: Path | None = None,
) -> bytes:
    """The *plans* of one person or of a family, as one PDF.

    Args:
        plans: one a person.
        language: of the sentences, beside Japanese.
        address: where the portal shows the same answers, for the code.
        addressee: to whom the paper goes as a letter.
        fonts: the folder that holds the fonts; None for those of the system.

    Raises:
        NotFound: code `language`; there is no catalogue for it.
        Unavailable: code `font-missing`.
        ValueError: there is no plan.
    """
    paper = written_paper(plans, language, address=address, addressee=addressee)
    return typeset(
        Sheet(
            template="plan",
            tag=get_language(language).html,
            title=without_readings(paper.title.own),
            day=paper.as_of,
            values=paper_values(paper),
        ),
        fonts,
    )


def paper_values(paper: Paper) -> dict[str, Any]:
    """The paper as JSON values for the template `plan`."""
    return {
        "heading": label(paper.title),
        "letterhead": [said(each) for each in paper.letterhead],
        "code": _code(paper),
        "cautions": [said(each) for each in paper.cautions],
        "trips_title": label(paper.trips_title),
        "trips": [_trip(trip, paper) for trip in paper.trips],
        "tasks_title": label(paper.tasks_title),
        "options_title": label(paper.options_title),
        "nothing": said(paper.nothing),
        "plans": [_plan(plan) for plan in paper.plans],
    }


def _code(paper: Paper) -> dict[str, Any] | None:
    """The code that leads to the same answers, with its address in print."""
    if paper.link is None:
        return None
    return {
        "svg": drawn(paper.link),
        "millimetres": millimetres(paper.link),
        "alt": without_readings(paper.code_says.own),
        "says": said(paper.code_says),
        "text": paper.link,
    }


def _trip(trip: Trip, paper: Paper) -> dict[str, Any]:
    bring = (Part(paper.bring_title, trip.bring, ticked=True),) if trip.bring else ()
    return {
        "title": label(trip.title),
        "tasks": [said(each) for each in trip.tasks],
        "rows": [_part(each) for each in bring],
    }


def _plan(plan: PlanSheet) -> dict[str, Any]:
    return {
        "person": label(plan.person) if plan.person else None,
        "lists_first": [_list(each) for each in plan.lists_first],
        "tasks": [_task(each) for each in plan.tasks],
        "options": [_option(each) for each in plan.options],
        "lists_last": [_list(each) for each in plan.lists_last],
    }


def _task(task: TaskCard) -> dict[str, Any]:
    return {
        "title": label(task.title),
        "state": said(task.state),
        "rows": [_part(each) for each in task.rows],
        "basis": task.basis,
    }


def _option(option: OptionCard) -> dict[str, Any]:
    return {
        "title": label(option.title),
        "rows": [_part(each) for each in option.rows],
    }


def _list(part: Part) -> dict[str, Any]:
    return {"title": label(part.title), "items": [said(each) for each in part.items]}


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": said(part.title),
        "items": [said(each) for each in part.items],
        "ticked": part.ticked,
    }
