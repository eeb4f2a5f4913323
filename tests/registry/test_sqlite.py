"""The contract on SQLite, and what only it can do."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from ichimai.errors import Malformed, Unavailable
from ichimai.randomness import SeededRandomness
from ichimai.registry.residents import enrol
from ichimai.registry.store import Registry, open_registry
from registry.contract import StoreContract, assert_sound
from registry.lives import ENROLMENT, clock_of_today, enrolled, run_sql


def opened(url: str, *, migrate: bool = True) -> Registry:
    """The register at *url*, made if need be."""
    return open_registry(url, clock_of_today(), SeededRandomness("t"), migrate=migrate)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a database file that does not exist yet."""
    return f"sqlite:///{tmp_path}/register.db"


@pytest.fixture
def registry(url: str) -> Iterator[Registry]:
    """A new register in a file."""
    register = opened(url)
    yield register
    register.close()


class TestSqlite(StoreContract):
    """SQLite in a file keeps the contract."""

    disarm = ("DROP TRIGGER journal_keeps_words", "DROP TRIGGER journal_keeps_rows")

    def test_journal_is_not_replaced(self, registry: Registry) -> None:
        """INSERT OR REPLACE, which asks no trigger about the old row, is refused."""
        enrolled(registry)
        same = "SELECT * FROM journal WHERE number = 2"

        with pytest.raises(DBAPIError, match="append-only"):
            run_sql(registry, f"INSERT OR REPLACE INTO journal {same}")

        assert_sound(registry, 3)

    def test_durable_settings(self, registry: Registry) -> None:
        """Every connection flushes each commit, checks keys and erases for good."""
        wanted = {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
        }

        with registry._connected(writes=False) as connection:
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in wanted
            }

        assert wanted == found

    def test_owner_only(self, registry: Registry, tmp_path: Path) -> None:
        """Nobody but the owner reads the database, its log or its index."""
        enrolled(registry)

        modes = {p.name: p.stat().st_mode & 0o777 for p in tmp_path.iterdir()}

        assert {"register.db": 0o600} | dict.fromkeys(modes, 0o600) == modes
        assert 3 == len(modes)

    def test_busy_database(
        self, url: str, registry: Registry, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A writer that waits too long for another is told so."""
        monkeypatch.setattr("ichimai.registry.engines._WAIT_SECONDS", 0.05)
        other = opened(url, migrate=False)

        with (
            registry.transaction("first"),
            pytest.raises(Unavailable) as caught,
            other.transaction("second"),
        ):
            pass

        assert "database-busy" == caught.value.code
        other.close()


class TestMemory:
    """SQLite in memory: one register for all threads, and gone when it is closed."""

    def test_threads_share_it(self) -> None:
        """Every thread sees what another has written."""
        registry = opened("sqlite://")

        def enrol_some(office: int) -> None:
            for _ in range(5):
                with registry.transaction(f"office-{office}") as tx:
                    enrol(tx, ENROLMENT)
                registry.residents()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(enrol_some, range(4)))

        assert_sound(registry, 20)
        registry.close()

    def test_two_are_apart(self) -> None:
        """Two registers in memory know nothing of each other."""
        first, second = opened("sqlite://"), opened("sqlite://")

        enrolled(first)

        assert () == second.residents()
        first.close()
        second.close()


class TestOpening:
    """What can be opened, and how the rest is turned away."""

    def test_missing_file(self, url: str, tmp_path: Path) -> None:
        """A file that does not exist is not made by reading it."""
        with pytest.raises(Unavailable) as caught:
            opened(url, migrate=False)

        assert "no-register" == caught.value.code
        assert [] == list(tmp_path.iterdir())

    def test_empty_file(self, url: str, tmp_path: Path) -> None:
        """An empty database is an old one: it lacks every migration."""
        (tmp_path / "register.db").touch()

        with pytest.raises(Unavailable) as caught:
            opened(url, migrate=False)

        assert "older-database" == caught.value.code

    @pytest.mark.parametrize("migrate", [True, False])
    def test_not_a_database(self, url: str, tmp_path: Path, *, migrate: bool) -> None:
        """A text file is named as what it is not, and stays as it is."""
        file = tmp_path / "register.db"
        file.write_text("This is a letter, not a database.\n" * 40)
        before = file.read_bytes()

        with pytest.raises(Unavailable) as caught:
            opened(url, migrate=migrate)

        assert "not-a-database" == caught.value.code
        assert before == file.read_bytes()

    def test_tables_of_something_else(self, url: str) -> None:
        """A database of another program is left alone."""
        register = opened(url)
        run_sql(register, "DROP TABLE migrations")
        register.close()

        with pytest.raises(Unavailable) as caught:
            opened(url)

        assert "foreign-database" == caught.value.code

    @pytest.mark.parametrize(
        "text", ["", "a letter", "mysql://localhost/x", "postgresql://h:port/x", "//"]
    )
    def test_no_url(self, text: str) -> None:
        """What is no URL of a database we know is refused without repeating it."""
        with pytest.raises(Malformed) as caught:
            opened(text)

        assert "database-url" == caught.value.code
        assert {} == caught.value.values

    def test_folder_is_made(self, tmp_path: Path) -> None:
        """A migration makes the folder of a new file."""
        register = opened(f"sqlite:///{tmp_path}/var/deep/register.db")

        assert () == register.residents()
        assert 0o700 == (tmp_path / "var/deep").stat().st_mode & 0o777
        register.close()

    def test_folder_cannot_be_made(self, tmp_path: Path) -> None:
        """A folder that cannot be made is named with the reason."""
        (tmp_path / "var").touch()

        with pytest.raises(Unavailable) as caught:
            opened(f"sqlite:///{tmp_path}/var/deep/register.db")

        assert "folder" == caught.value.code
