"""The documents say what the code does, and their links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from house.tree import ROOT, name_of, tracked
from ichimai.cli.main import ichimai

STATES = re.compile(
    r"^State: (proposed|accepted|superseded by [0-9]{4})\.$", re.MULTILINE
)
HEADINGS = ["Context", "Decision", "What speaks against it", "Consequences"]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
MARKDOWN = [path for path in tracked() if path.suffix == ".md"]


def commands(
    command: click.Command = ichimai, context: click.Context | None = None
) -> list[click.Context]:
    """The context of every command under *command* that does something itself."""
    context = context or click.Context(command, info_name="ichimai")
    if not isinstance(command, click.Group):
        return [context]
    return [
        found
        for name in command.list_commands(context)
        if (under := command.get_command(context, name)) and not under.hidden
        for found in commands(
            under, click.Context(under, parent=context, info_name=name)
        )
    ]


def anchors(path: Path) -> set[str]:
    """The anchors of the headings of a Markdown file, as GitHub writes them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(), re.MULTILINE)
    bare = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in bare}


def words_of(context: click.Context) -> str:
    """The words that call a command, without its arguments."""
    parent = f"{words_of(context.parent)} " if context.parent else ""
    return f"{parent}{context.info_name}"


def test_every_command_shows_an_example() -> None:
    """The help of every command has an example, on its own line, that calls it."""
    silent = [
        words_of(context)
        for context in commands()
        if not re.search(
            rf"^ +Examples?:\n(.*\n)* +(.*\| )?{re.escape(words_of(context))}\b",
            context.get_help(),
            re.MULTILINE,
        )
    ]

    assert [] == silent


def test_every_option_is_explained() -> None:
    """Every option of every command says what it does."""
    silent = [
        f"{words_of(context)} {parameter.opts[0]}"
        for context in commands()
        for parameter in context.command.params
        if isinstance(parameter, click.Option) and not parameter.help
    ]

    assert [] == silent


def test_generated_parts_are_fresh() -> None:
    """`make docs` changes nothing: reference and samples are as printed."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "reference", "check"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert "" == done.stdout + done.stderr


@pytest.mark.parametrize("path", MARKDOWN, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link and picture is there, and so is the heading it names."""
    text = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        place, _, heading = link.partition("#")
        target = (path.parent / place) if place else path
        if "://" in link or link.startswith("mailto:"):
            continue
        if not target.exists() or (heading and heading not in anchors(target)):
            broken.append(link)

    assert [] == broken


def test_every_document_is_reachable() -> None:
    """From the README, links lead to every document."""
    seen: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        path = ahead.pop()
        seen.add(path)
        links = re.findall(r"\]\(([^)\s#:]+)(?:#[^)\s]*)?\)", path.read_text())
        found = {(path.parent / link).resolve() for link in links}
        ahead += [target for target in found - seen if target.suffix == ".md"]

    assert [] == [name_of(path) for path in MARKDOWN if path not in seen]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_decisions_have_one_form(path: Path) -> None:
    """A decision has a number, a state, and four headings in their order."""
    text = path.read_text()

    assert re.match(r"[0-9]{4}-[a-z0-9-]+\Z", path.stem)
    assert STATES.search(text)
    assert HEADINGS == re.findall(r"^## (.+)$", text, re.MULTILINE)


def test_decisions_have_numbers_of_their_own() -> None:
    """No two decisions share a number."""
    numbers = [path.stem[:4] for path in DECISIONS]

    assert sorted(set(numbers)) == numbers


def test_both_readmes_lead_to_the_same_places() -> None:
    """The English and the Japanese README link the same documents and commands."""
    english, japanese = (
        (ROOT / name).read_text() for name in ("README.md", "README.ja.md")
    )
    links = re.compile(r"\]\(((?!README)[^)\s]+)\)")
    blocks = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
    called = re.compile(r"^([^#\n]+?)\s*(?:#|$)", re.MULTILINE)

    assert set(links.findall(english)) == set(links.findall(japanese))
    assert [called.findall(block) for block in blocks.findall(english)] == [
        called.findall(block) for block in blocks.findall(japanese)
    ]
