"""`ichimai register`, run as people run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ichimai.randomness import SeededRandomness
from ichimai.registry.migrations import NEWEST
from ichimai.registry.store import open_registry
from registry.lives import card_number, clock_of_today, delivered, run_sql

_SOURCES = Path(__file__).parents[2] / "src"


def ichimai(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The outcome of `ichimai register` with *words*, run in *folder*."""
    return subprocess.run(
        [sys.executable, "-m", "ichimai", "register", *words],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_SOURCES), "LANG": "C.UTF-8"},
    )


@pytest.fixture
def used(tmp_path: Path) -> Path:
    """A folder with a register in its default place, in which a case has ended."""
    url = f"sqlite:///{tmp_path}/var/ichimai.db"
    registry = open_registry(url, clock_of_today(), SeededRandomness("c"), migrate=True)
    delivered(registry)
    registry.close()
    return tmp_path


def test_migrate_makes_the_default(tmp_path: Path) -> None:
    """Without a URL the register is made below the present folder."""
    done = ichimai(tmp_path, "migrate", "--json")

    assert (0, "") == (done.returncode, done.stderr)
    assert {"database": "var/ichimai.db", "version": NEWEST} == json.loads(done.stdout)
    assert (tmp_path / "var" / "ichimai.db").exists()


def test_verify_sound(used: Path) -> None:
    """A sound journal is counted, and its head is given."""
    done = ichimai(used, "journal", "verify", "--json")

    found = json.loads(done.stdout)
    assert 0 == done.returncode
    assert (9, None, None, []) == (
        found["entries"],
        found["broken_at"],
        found["fault"],
        found["differing"],
    )


def test_verify_tampered(used: Path) -> None:
    """A touched entry is named, and the exit code says that the check is negative."""
    url = f"sqlite:///{used}/var/ichimai.db"
    registry = open_registry(url, clock_of_today(), SeededRandomness("c"))
    run_sql(
        registry,
        "DROP TRIGGER journal_keeps_words",
        "UPDATE journal SET actor = 'nobody' WHERE number = 4",
    )
    registry.close()

    done = ichimai(used, "journal", "verify")

    assert 5 == done.returncode
    assert "Entry 4 is broken (content)" in done.stdout


def test_verify_noted_head(used: Path) -> None:
    """A head noted before is met; another one is not, and none is no hash."""
    head = json.loads(ichimai(used, "journal", "verify", "--json").stdout)["head"]

    met = ichimai(used, "journal", "verify", "--expect", head)
    other = ichimai(used, "journal", "verify", "--expect", "ab" * 32)
    nothing = ichimai(used, "journal", "verify", "--expect", "ab")

    assert [0, 5, 2] == [met.returncode, other.returncode, nothing.returncode]
    assert "none has the expected hash" in other.stdout


def test_verify_changed_table(used: Path) -> None:
    """A row changed behind the journal's back is named."""
    url = f"sqlite:///{used}/var/ichimai.db"
    registry = open_registry(url, clock_of_today(), SeededRandomness("c"))
    resident = registry.residents()[0]
    run_sql(registry, "UPDATE residents SET nationality = 'QQQ'")
    registry.close()

    done = ichimai(used, "journal", "verify", "--json")

    assert 5 == done.returncode
    assert [resident.id] == json.loads(done.stdout)["differing"]


def test_show_hides_people(used: Path) -> None:
    """By default nobody's name, address or card number is shown."""
    plain = ichimai(used, "journal", "show")
    lines = ichimai(used, "journal", "show", "--json")
    personal = ichimai(used, "journal", "show", "--json", "--personal")

    for hidden in ("MINH", "Shibuya", str(card_number(1))):
        assert hidden not in plain.stdout + lines.stdout
        assert hidden in personal.stdout
    assert 9 == len([json.loads(line) for line in lines.stdout.splitlines()])


def test_no_register(tmp_path: Path) -> None:
    """Where there is no register, nothing is done and the repair is named."""
    done = ichimai(tmp_path, "journal", "verify")

    assert (4, "") == (done.returncode, done.stdout)
    assert "ichimai register migrate" in done.stderr
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", [("migrate",), ("journal", "verify")])
def test_no_database_url(tmp_path: Path, verb: tuple[str, ...]) -> None:
    """A text that is no URL of a database gets one clear sentence."""
    done = ichimai(tmp_path, *verb, "--database", "a letter")

    assert (4, "") == (done.returncode, done.stdout)
    assert 1 == len(done.stderr.splitlines())
    assert "not the URL of a database" in done.stderr


def test_no_database_file(tmp_path: Path) -> None:
    """A file that is no database is named."""
    (tmp_path / "letter.db").write_text("A letter of some length. " * 50)

    done = ichimai(tmp_path, "migrate", "--database", "sqlite:///letter.db")

    assert (4, "") == (done.returncode, done.stdout)
    assert "letter.db is not a database." in done.stderr
