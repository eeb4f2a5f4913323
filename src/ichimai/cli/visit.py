"""`ichimai visit`: whether a visit to a counter can succeed, and what is missing."""

from datetime import date

import click

from ichimai.cli.console import print_json, print_wrapped
from ichimai.cli.exits import Exit
from ichimai.cli.facts_file import facts_in
from ichimai.cli.options import as_of_option, json_option, language_option
from ichimai.cli.spoken import sayer, terminal_language
from ichimai.clock import SystemClock
from ichimai.errors import msgid
from ichimai.planner.before_you_go.asked import read_asked
from ichimai.planner.before_you_go.checks import Outcome
from ichimai.planner.before_you_go.verdict import Verdict, check_sentence, judge
from ichimai.planner.before_you_go.words import CHECKS, OUTCOMES

_EXITS = {
    Outcome.YES: Exit.DONE,
    Outcome.NO: Exit.REJECTED,
    Outcome.UNKNOWN: Exit.UNKNOWN,
}


@click.command()
@click.argument("file")
@as_of_option("Day on which you ask")
@json_option
@language_option
def command(*, file: str, as_of: date | None, as_json: bool) -> int:
    """Say before you go whether the visit in FILE (JSON; - is standard input) succeeds.

    Yes means that no rule refuses the filing and no paper is missing. Whether a stay is
    permitted is for the Minister. Hours and bookings are printed where they are known.

    \b
    Examples:
      ichimai visit visit.json
      ichimai visit visit.json --lang ja
      ichimai visit - --json < visit.json

    Exit codes: 0 yes, 1 no, 6 not known, 4 the facts cannot be read.
    """
    verdict = judge(read_asked(facts_in(file)), as_of or SystemClock().today())
    language = terminal_language()
    if as_json:
        print_json(verdict.to_json(language))
    else:
        _print(verdict, language)
    return _EXITS[verdict.outcome]


def _print(verdict: Verdict, language: str) -> None:
    say, told = sayer(), verdict.to_json(language)
    print_wrapped(told["sentence"])
    for check in verdict.checks:
        label, mark = CHECKS[check.name], OUTCOMES[check.outcome]
        rests = "; ".join(check.basis.cites)
        line = f"· {say(label)}: {say(mark)}. {check_sentence(check, language)}"
        print_wrapped(f"{line} [{rests}]" if rests else line, hang="  ")
    for label, things in (
        (msgid("Bring"), told["bring"]),
        (msgid("Missing"), told["missing"]),
    ):
        if isinstance(things, list) and things:
            print_wrapped(
                f"{say(label)}: " + "; ".join(each["text"] for each in things)
            )
    for label, value in (
        (msgid("Hours"), told["hours"]),
        (msgid("Booking"), told["booking"]),
    ):
        word = OUTCOMES["unknown"] if value == "unknown" else value
        print_wrapped(f"{say(label)}: {say(word)}")
    _print_pick_up(verdict)
    for line in told["ask"]:
        print_wrapped(f"{line['number']}  {line['about']}", hang="    ")


def _print_pick_up(verdict: Verdict) -> None:
    say = sayer()
    if verdict.pick_up_days is None:
        text = say(msgid("Days until you can pick up the card: not known."))
    else:
        least, most = verdict.pick_up_days
        text = say(msgid("Days until you can pick up the card: {least} to {most}."))
        text = text.format(least=least, most=most)
    print_wrapped(text)
