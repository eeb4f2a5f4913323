"""Every library that is imported is declared where it is needed."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from house.tree import ROOT, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OPTIONAL = {
    name
    for extra in PROJECT["optional-dependencies"].values()
    for name in (re.split(r"[\[<>=]", wish)[0] for wish in extra)
}
RUN = {re.split(r"[\[<>=]", wish)[0] for wish in PROJECT["dependencies"]}
TEST = {
    re.split(r"[\[<>=]", line)[0]
    for line in (ROOT / "requirements/test.in").read_text().splitlines()
    if not line.startswith(("#", "-"))
}


def imported(*folders: str) -> set[str]:
    """The distributions whose modules are imported under *folders*."""
    tops = {
        (alias.name if isinstance(node, ast.Import) else node.module or "").split(".")[
            0
        ]
        for _, _, tree in modules(*folders)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    known = packages_distributions()
    ours = {"ichimai", ""} | {
        name.split("/")[1].removesuffix(".py") for name, _, _ in modules("tests/")
    }
    return {
        known[top][0].lower().replace("_", "-") if top in known else top
        for top in tops - ours - set(sys.stdlib_module_names)
    }


def test_the_package_declares_what_it_imports() -> None:
    """The package imports nothing that it does not declare, and declares no more."""
    names = imported("src/")

    assert set() == names - RUN - OPTIONAL
    assert set() == RUN - names


def test_the_tests_declare_what_they_import() -> None:
    """The tests import nothing that neither the package nor their lock declares."""
    names = imported("tests/")

    assert set() == names - RUN - OPTIONAL - TEST


def test_locks_carry_a_hash_for_each_library() -> None:
    """Every pinned version in a lock is followed by hashes, and no lock has a URL."""
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        pins = re.findall(
            r"^[a-z][^ ]*==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE
        )

        assert len(re.findall(r"^[a-z]", text, re.MULTILINE)) == len(pins)
        assert "://" not in text
