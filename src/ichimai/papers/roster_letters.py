"""Letters to the people of a roster: one each, in the language that the roster tells.

Whoever's days are near is written to. A letter holds one person's plan; who it is for
stands in it by the roster's code.
"""

from collections.abc import Iterator

from ichimai.papers.file_names import file_names
from ichimai.papers.letter import write_letter
from ichimai.papers.roster_files import IN_CALENDAR
from ichimai.planner.asking import remembering
from ichimai.planner.planning import make_told_plan
from ichimai.planner.roster.result import Person, Roster
from ichimai.texts.language import find_language

PLAIN = "easy"
"""Plain Japanese: for people whose language is not told, or has no catalogue yet."""


def addressees(roster: Roster) -> tuple[Person, ...]:
    """Everybody who is written to, the most urgent first."""
    return tuple(person for person in roster.people if person.rank in IN_CALENDAR)


def letters_of(roster: Roster) -> Iterator[tuple[str, bytes]]:
    """The letters by their file names, as HTML and as PDF, one person after the other.

    Raises:
        Unavailable: code `font-missing`; names the Debian package.
    """
    people = addressees(roster)
    names = file_names([person.name for person in people], "letter")
    with remembering():
        for name, person in zip(names, people, strict=True):
            language = letter_language(person)
            plan = make_told_plan(person.entry.facts, person.plan.as_of)
            letter = write_letter(plan, language, person.name)
            yield f"{name}.{language}.html", letter.html
            yield f"{name}.{language}.pdf", letter.pdf


def letter_language(person: Person) -> str:
    """The language in which that person is written to, beside Japanese."""
    told = person.entry.language
    return told if told and find_language(told) else PLAIN
