"""Wrong usage is one sentence with its repair, in English and in Japanese."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CASES = [
    # arguments, words in English, words in Japanese
    ("serve --port 99999", "--port cannot be used", "65535 までの整数"),
    ("serve --port", "--port wants a value", "--port には値が要ります"),
    ("nonsense", "no command nonsense", "nonsense というコマンドはありません"),
    ("sweep", "sweep is not there yet", "sweep はまだありません"),
    ("plan", "FILE is missing", "FILE がありません"),
    ("plan --frmat json x", "no option --frmat", "--frmat というオプション"),
    ("plan - --lang xx", "no language 'xx'", "'xx' という言語はありません"),
    ("plan - --format x", "no form 'x'", "'x' という形式はありません"),
    ("plan - --as-of soon", "YYYY-MM-DD", "YYYY-MM-DD の形"),
    ("demo --as-of 2026-02-30", "not a day that exists", "存在する日付では"),
    ("card verify .", "It is a folder", "フォルダーです"),
    ("card verify", "either FILE or --reader", "どちらか一つ"),
    ("card pin reset x --pin z", "user-authentication", "選んでください"),
    ("law ask nonsense", "'nonsense' is no question", "という問いはありません"),
    ("law show RC-999", "'RC-999' is no rule", "という規則はありません"),
]


def _run(arguments: str, place: Path, language: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "ichimai", *arguments.split()],
        cwd=place,
        input="",
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": language},
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "english", "japanese"), CASES, ids=[case[0] for case in CASES]
)
def test_wrong_usage(
    tmp_path: Path, arguments: str, english: str, japanese: str
) -> None:
    """It ends with code 2 and one line on standard error alone, and touches nothing."""
    for language, words in (("C.UTF-8", english), ("ja_JP.UTF-8", japanese)):
        done = _run(arguments, tmp_path, language)

        assert (2, "") == (done.returncode, done.stdout)
        assert words in done.stderr
        assert done.stderr.startswith("ichimai: ")
        assert 1 == done.stderr.count("\n")
    assert [] == list(tmp_path.iterdir())


def test_reader_that_leaves(tmp_path: Path) -> None:
    """Where whoever reads has enough after a line, the command ends in silence."""
    command = [sys.executable, "-m", "ichimai", "law", "list"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        running.stdout.read(1)
        running.stdout.close()
        assert running.stderr is not None
        said = running.stderr.read()

    assert (0, b"") == (running.returncode, said)
