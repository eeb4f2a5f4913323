"""`ichimai plan`: one person's facts in, dated tasks out."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from ichimai.cli.console import print_json
from ichimai.cli.exits import Exit
from ichimai.cli.facts_file import facts_in
from ichimai.cli.options import (
    FILE,
    as_of_option,
    fonts_option,
    language_option,
    portal_option,
)
from ichimai.cli.plan_changes import print_changes
from ichimai.cli.spoken import chosen_language, terminal_language
from ichimai.cli.usage import WrongUsage
from ichimai.clock import SystemClock
from ichimai.errors import msgid
from ichimai.papers.calendar import plan_calendar
from ichimai.papers.page import plan_page
from ichimai.papers.pdf import plan_pdf
from ichimai.papers.square import plan_address
from ichimai.planner.plan import Plan
from ichimai.planner.planning import answer, family_plans, is_family, make_plan
from ichimai.planner.reading import parse_facts
from ichimai.planner.sheet import family_sheet, sheet
from ichimai.planner.visits import joined_visits
from ichimai.texts.language import SOURCE

_WRITTEN = ("text", "json", "html", "ics", "pdf")


@click.command()
@click.argument("file")
@as_of_option("Day of the plan")
@language_option
@click.option(
    "--format",
    "form",
    default="text",
    help="text (the default), json, html, ics or pdf.",
)
@portal_option
@fonts_option
@click.option(
    "--since", "saved", type=FILE, help="A plan saved as JSON: print what changed."
)
def command(
    *,
    file: str,
    as_of: date | None,
    form: str,
    portal: str,
    fonts: Path | None,
    saved: Path | None,
) -> int:
    """Turn the facts in FILE (JSON; - is standard input) into dated tasks.

    A family is {"people": [facts, ...]}: its trips come first, then each plan.

    No name and no number is asked for; nothing is stored and nothing is sent. html and
    pdf carry a QR code with the same answers for the portal.

    \b
    Examples:
      ichimai plan facts.json
      ichimai plan facts.json --as-of 2026-11-20 --lang ja
      ichimai plan - --format json < facts.json
      ichimai plan facts.json --format html > plan.html
      ichimai plan facts.json --format ics --lang ja > plan.ics
      ichimai plan facts.json --since saved.json
      ichimai plan facts.json --format pdf --lang easy > plan.pdf

    Exit codes: 0 a plan, 4 the facts cannot be read or a font is missing, 6 a fact that
    is needed is not known.
    """
    _check_usage(form)
    day = as_of or SystemClock().today()
    facts = facts_in(file)
    if saved is not None:
        return print_changes(facts_in(str(saved)), facts, day, as_json=form == "json")
    press = _Press(form, portal, fonts)
    if form == "json":
        print_json(answer(facts, day, chosen_language() or SOURCE))
    if is_family(facts):
        plans = family_plans(facts, day)
        if form == "text":
            visits = joined_visits(plans)
            click.echo(family_sheet(plans, visits, terminal_language()))
        press.write(plans, facts)
        return max((_ending(plan) for plan in plans), default=Exit.UNKNOWN)
    plan = make_plan(parse_facts(facts), day)
    if form == "text":
        click.echo(sheet(plan, terminal_language()))
    press.write([plan], facts)
    return _ending(plan)


@dataclass(frozen=True, slots=True)
class _Press:
    """Writes what people keep: a calendar, a page of its own, a sheet to print."""

    form: str
    portal: str
    fonts: Path | None

    def write(self, plans: Sequence[Plan], facts: object) -> None:
        """The plans in that form on standard output; nothing in another form."""
        language = terminal_language()
        if self.form == "ics":
            click.echo(plan_calendar(plans, language), nl=False)
        if self.form not in {"html", "pdf"} or not plans:
            return
        address = plan_address(self.portal, language, facts)
        if self.form == "html":
            click.echo(plan_page(plans, language, address=address))
            return
        written = plan_pdf(plans, language, address=address, fonts=self.fonts)
        click.echo(written, nl=False)


def _ending(plan: Plan) -> Exit:
    """Nothing planned and nothing told is no success: a fact is missing."""
    return Exit.DONE if plan.tasks or plan.notices else Exit.UNKNOWN


def _check_usage(form: str) -> None:
    if form not in _WRITTEN:
        raise WrongUsage(
            msgid("There is no form {form}. Choose one of {choices}."),
            form=ascii(form),
            choices=", ".join(_WRITTEN),
        )
    if form == "pdf" and sys.stdout.isatty():
        raise WrongUsage(
            msgid(
                "A PDF is not for the terminal. Write > {example} behind the command."
            ),
            example="plan.pdf",
        )
