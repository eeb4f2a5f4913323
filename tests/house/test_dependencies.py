"""Every library is declared where it is needed, and explained with its licence."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, packages_distributions

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
BY_HAND = {"atheris"}  # the fuzzer in tests/card/fuzz: no test, and nobody needs it


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
        name.split("/")[1].removesuffix(".py")
        for name, _, _ in modules("tests/", "tools/")
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

    assert set() == names - RUN - OPTIONAL - TEST - BY_HAND


def test_locks_carry_a_hash_for_each_library() -> None:
    """Every pinned version in a lock is followed by hashes, and no lock has a URL."""
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text()
        pins = re.findall(
            r"^[a-z][^ ]*==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE
        )

        assert len(re.findall(r"^[a-z]", text, re.MULTILINE)) == len(pins)
        assert "://" not in text


def told() -> dict[str, dict[str, tuple[str, str]]]:
    """Version and licence of each library in each table of docs/dependencies.md."""
    text = (ROOT / "docs/dependencies.md").read_text()
    tables = {}
    for part in text.split("\n## ")[1:]:
        rows = re.findall(
            r"^\| ([a-z][^ ]*) \| ([^|]+) \| ([^|]+) \|", part, re.MULTILINE
        )
        tables[part.partition("\n")[0]] = {
            name: (version, licence) for name, version, licence in rows
        }
    return tables


def locked(*locks: str) -> dict[str, str]:
    """Each library of the *locks* and its version, or versions where Python decides."""
    pin = re.compile(r"^([a-z][a-z0-9-]*)(?:\[[a-z]+\])?==([^ ]+)", re.MULTILINE)
    found: dict[str, dict[str, None]] = {}
    for lock in locks:
        text = (ROOT / f"requirements/{lock}.txt").read_text()
        for name, version in pin.findall(text):
            found.setdefault(name, {})[version] = None
    return {name: ", ".join(versions) for name, versions in found.items()}


def test_every_library_is_explained() -> None:
    """The page on dependencies lists what the locks hold, in the same versions."""
    run = locked("run")
    wanted = {
        "For everybody": run,
        "For those who choose it": {
            name: version
            for name, version in locked("columns", "postgresql", "pcsc").items()
            if name not in run
        },
        "To build the package": locked("build"),
    }

    assert wanted == {
        title: {name: version for name, (version, _) in rows.items()}
        for title, rows in told().items()
    }


def test_licences_are_told_truly() -> None:
    """A library says the same of its licence as the page on dependencies."""
    wrong = {}
    for rows in told().values():
        for name, (_, licence) in rows.items():
            try:
                said = metadata(name)
            except PackageNotFoundError:
                continue  # an extra, or for another platform
            terms = [
                said.get("License-Expression") or said.get("License") or "",
                *(each for each in said.get_all("Classifier") or [] if "OSI" in each),
            ]
            family = re.split(r"[- ]", licence)[0]
            if not any(re.search(rf"\b{family}", term) for term in terms):
                wrong[name] = terms

    assert {} == wrong


def test_what_everybody_installs_is_permissive() -> None:
    """No GPL of any kind is installed by default; the LGPL alone may be chosen."""
    copyleft = {
        title: {licence for _, licence in rows.values() if "GPL" in licence}
        for title, rows in told().items()
    }

    assert {
        "For everybody": set(),
        "For those who choose it": {"LGPL-3.0-only", "LGPL-2.1-or-later"},
        "To build the package": set(),
    } == copyleft
