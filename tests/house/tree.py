"""The files of this repository, as the checks of the house walk through them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PICTURES = {".png", ".jpg", ".jpeg", ".jp2", ".tiff"}
_BINARY = _PICTURES | {".mo", ".der", ".cer", ".bin", ".sig"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps, or would keep if it were added now."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = (ROOT / name for name in sorted(set(names.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Every text file, as its path from the root and its content."""
    for path in tracked():
        if path.suffix not in _BINARY:
            yield name_of(path), path.read_text(encoding="utf-8")


def modules(*folders: str) -> Iterator[tuple[str, str, ast.Module]]:
    """Every Python module under *folders*: its path, its text and its syntax tree."""
    for path in tracked():
        name = name_of(path)
        if path.suffix == ".py" and name.startswith(folders):
            text = path.read_text(encoding="utf-8")
            yield name, text, ast.parse(text)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function in *tree*, however deep."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(path: Path) -> str:
    """The path of a file from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()
