"""`ichimai demo`: one resident's journey on the real parts, told in the terminal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from ichimai.card.reader.sentences import QUESTIONS, WORDS
from ichimai.card.reader.verdict import Verdict
from ichimai.cli.card_reading import print_verdict
from ichimai.cli.console import print_json, print_wrapped, terminal_width
from ichimai.cli.exits import Exit
from ichimai.cli.journey import Step
from ichimai.cli.options import as_of_option, json_option, language_option
from ichimai.cli.slugs import in_words
from ichimai.cli.spoken import chosen_language, terminal_language
from ichimai.cli.stage import play, read_and_verify, temporary_stage
from ichimai.cli.story import Hero
from ichimai.errors import msgid
from ichimai.model.citation import cite
from ichimai.texts.in_words import day_in_words
from ichimai.texts.language import SOURCE, translator
from ichimai.texts.lines import NO_BREAK, columns, whole

_INDENT = " " * 4


@click.command()
@as_of_option("Last day of the story")
@click.option("--seed", help="Draw numbers and the picture from this text; never keys.")
@json_option
@language_option
def command(*, as_of: date | None, seed: str | None, as_json: bool) -> int:
    """Play one resident's whole journey, offline, in a temporary folder.

    An invented resident files an extension of stay with a request for the one card;
    the law decides, the card is prepared, issued, confirmed and delivered; the chip is
    written, read back over APDUs, and verified.

    \b
    Examples:
      ichimai demo
      ichimai demo --json
      ichimai demo --as-of 2026-09-30 --seed spring
    """
    language = (chosen_language() or SOURCE) if as_json else terminal_language()
    say = translator(language)
    steps: list[dict[str, Any]] = []

    def tell(step: Step) -> None:
        if as_json:
            did = _told(step, language)
            steps.append({"step": step.step, "did": did, "cites": list(step.cites)})
        else:
            _print_step(step, language)

    with temporary_stage(as_of, seed) as stage:
        play(stage, tell)
        verdict = read_and_verify(stage, Hero(), tell)
    if as_json:
        outcome = {"steps": steps, "verdict": verdict.to_json()}
        print_json(outcome)
    else:
        _print_end(verdict, say)
    return Exit.NEGATIVE if verdict.negative else Exit.DONE


def _print_step(step: Step, language: str) -> None:
    """One step: its day, what was done, and under which provisions."""
    click.echo(click.style(day_in_words(step.on, language), bold=True))
    print_wrapped(_told(step, language), _INDENT)
    if step.cites:
        cites = (whole(each) for each in _provisions(step.cites, language))
        print_wrapped(f"{NO_BREAK}· ".join(cites), _INDENT, dim=True)
    click.echo()


def _told(step: Step, language: str) -> str:
    words = {name: in_words(value, language) for name, value in step.values.items()}
    return translator(language)(step.says).format(**words)


def _provisions(cites: tuple[str, ...], language: str) -> list[str]:
    if language == SOURCE:
        return list(cites)
    return [cite(text).in_japanese() for text in cites]


def _print_end(verdict: Verdict, say: Callable[[str], str]) -> None:
    """The four answers whole, then once more as four words."""
    print_verdict(verdict)
    click.echo()
    words = [f"{say(QUESTIONS[asked])}: {say(WORDS[a.status])}" for asked, a in verdict]
    joined = "  ".join(words)
    if columns(joined) > terminal_width():
        joined = "\n".join(words)
    click.echo(click.style(joined, bold=True))
    click.echo()
    print_wrapped(say(_WHAT_IT_WAS))


_WHAT_IT_WAS = msgid(
    "Everybody here is invented and every key is a TEST key. This is no government "
    "service and no legal advice."
)
