"""Every import contract breaks when its rule is broken on purpose."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from house.tree import ROOT

# In each contract's name: a module of the sources, and what must not stand in it.
PLANTED = {
    "One way down": ("registry/tables.py", "ichimai.authority.office"),
    "Chip and reader meet only over the wire": (
        "card/chip/card.py",
        "ichimai.card.reader.trust",
    ),
    "Within the card, imports point one way": (
        "card/iso7816/apdu.py",
        "ichimai.card.layout.aids",
    ),
    "The law does no I/O": ("law/standing.py", "ichimai.clock"),
    "The law rests on no library": ("rules/graph.py", "pydantic"),
    "Only columns import NumPy": ("law/special_period.py", "numpy"),
    "Only the registry speaks SQL": ("web/site.py", "sqlalchemy"),
    "Only crypto imports cryptography": ("authority/issue.py", "cryptography"),
    "Only papers are printed": ("web/desk.py", "typst"),
    "Pages and requests stay in web": ("planner/plan.py", "fastapi"),
    "The register keeps no keys and speaks no language": (
        "registry/rows.py",
        "ichimai.crypto.keys",
    ),
    "The card knows no law and no clock": (
        "card/layout/codes.py",
        "ichimai.law.holders",
    ),
    "The authority knows the layout, not the chip or the reader": (
        "authority/decide.py",
        "ichimai.card.reader.verdict",
    ),
    "A page holds no chip": ("web/verdicts.py", "ichimai.card.chip.state"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources and their contracts, in a place of their own."""
    cached = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=cached)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> tuple[dict[str, str], str]:
    """Each contract's word, KEPT or BROKEN, and all that import-linter says."""
    program = "import sys; from importlinter.cli import lint_imports_command as command"
    done = subprocess.run(
        [sys.executable, "-c", f"{program}; sys.exit(command(['--no-cache']))"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
    )
    words = dict.fromkeys(names(), "missing")
    for line in done.stdout.splitlines():
        name, _, word = line.strip().rpartition(" ")
        if name in words and word in {"KEPT", "BROKEN"}:
            words[name] = word
    return words, done.stdout


def names() -> list[str]:
    """The contracts of this house."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [each["name"] for each in settings["tool"]["importlinter"]["contracts"]]


def test_every_contract_breaks(copy: Path) -> None:
    """One forbidden import for each contract, and each reports its own."""
    for place, forbidden in PLANTED.values():
        with (copy / "src/ichimai" / place).open("a") as module:
            module.write(f"\nimport {forbidden}\n")

    words, said = lint(copy)

    # A contract that is missing on the left is new: plant its violation above.
    assert dict.fromkeys(PLANTED, "BROKEN") == words
    for place, forbidden in PLANTED.values():
        importer = "ichimai." + place.removesuffix(".py").replace("/", ".")
        assert f"{importer} -> {forbidden}" in said


def test_a_new_room_needs_a_floor(copy: Path) -> None:
    """A package that no contract places breaks the house by being there."""
    (copy / "src/ichimai/cellar.py").write_text('"""Nobody planned this room."""\n')

    words, said = lint(copy)

    assert ["One way down"] == [name for name in words if words[name] == "BROKEN"]
    assert "cellar" in said
