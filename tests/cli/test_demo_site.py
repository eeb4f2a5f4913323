"""The city of `serve --demo --database` survives, and heals what was cut off."""

import subprocess
import sys
from pathlib import Path

import pytest

from ichimai.cli.demo_site import demo_site
from ichimai.cli.key_file import default_key_file
from ichimai.errors import Conflict, Refused, Unavailable

CITY = "sqlite:///var/city.sqlite3"

KILLED = """
import os, signal, sys
import ichimai.cli.demo_site as site

def listen(step):
    if step.step == sys.argv[1]:
        os.kill(os.getpid(), signal.SIGKILL)

def people(office):
    os.kill(os.getpid(), signal.SIGKILL)

site._nobody_listens = listen
site.people_city = people
with site.demo_site("sqlite:///var/city.sqlite3"):
    pass
"""


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty present folder, and a home of its own for the key."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def _started() -> tuple[str, int]:
    """Who the city shows, and how many live in it."""
    with demo_site(CITY) as site:
        assert site.registry is not None
        assert site.resident_id is not None
        site.registry.get_resident(site.resident_id)
        return site.resident_id, len(site.registry.residents())


def test_second_start() -> None:
    """The second start shows the resident of the first, and nobody is added."""
    first = _started()
    second = _started()

    assert first == second


@pytest.mark.parametrize(
    "step", ["authority-made", "registered", "issued", "delivered", "nowhere"]
)
def test_killed_while_playing(step: str) -> None:
    """A story that was killed at any step is played anew by the next start."""
    killed = subprocess.run([sys.executable, "-c", KILLED, step], check=False)

    assert -9 == killed.returncode
    resident_id, _ = _started()
    assert resident_id == _started()[0]


def test_deleted_database() -> None:
    """Where the database is gone the city is played into a new one."""
    before, _ = _started()
    for file in Path("var").glob("city.sqlite3*"):
        file.unlink()

    assert before != _started()[0]


def test_deleted_folder() -> None:
    """A register with residents and no folder of the city is left as it is."""
    _started()
    next(Path("var").glob("demo-*")).rename("elsewhere")
    register = Path("var/city.sqlite3").read_bytes()

    with pytest.raises(Refused, match="other residents") as refused:
        _started()

    assert "other-register" == refused.value.code
    assert register == Path("var/city.sqlite3").read_bytes()


def test_foreign_file() -> None:
    """A file that is no database is named and left as it is."""
    Path("var").mkdir()
    Path("var/city.sqlite3").write_bytes(b"a shopping list\n" * 600)

    with pytest.raises(Unavailable, match=r"city\.sqlite3 is not a database"):
        _started()
    assert Path("var/city.sqlite3").read_bytes().startswith(b"a shopping list")


def test_missing_key() -> None:
    """Without the key of its first start the city does not open, and none is made."""
    _started()
    default_key_file().unlink()

    with pytest.raises(Unavailable, match="--key-file"):
        _started()
    assert not default_key_file().exists()


def test_torn_note() -> None:
    """A note that cannot be read counts as a story that was cut off."""
    _started()
    note = next(Path("var").glob("demo-*/played.json"))
    note.write_text('{"resident_', "utf-8")

    assert _started() == _started()


def test_one_server_at_a_time() -> None:
    """A second server over the same city is refused while the first one runs."""
    with demo_site(CITY), pytest.raises(Conflict, match="Another process"):
        _started()


def test_no_folder_can_be_made() -> None:
    """A place where no folder can be made is one sentence that names it."""
    Path("var").write_text("in the way", "utf-8")

    with pytest.raises(Unavailable, match="var/demo-"):
        _started()
