"""The contract on a real PostgreSQL server, and what only it can do."""

import signal
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import DBAPIError

from ichimai.errors import Unavailable
from ichimai.randomness import SeededRandomness
from ichimai.registry.residents import enrol
from ichimai.registry.store import Registry, open_registry
from registry.contract import (
    StoreContract,
    assert_sound,
    ids_of,
    writing_process,
)
from registry.lives import ENROLMENT, clock_of_today, enrolled, run_sql
from registry.postgres_server import Server, running_server


@pytest.fixture
def url(postgres_server: Server) -> str:
    """The URL of a new, empty schema."""
    return postgres_server.url()


@pytest.fixture
def registry(url: str) -> Iterator[Registry]:
    """A new register on a real server."""
    opened = open_registry(url, clock_of_today(), SeededRandomness("t"), migrate=True)
    yield opened
    opened.close()


class TestPostgres(StoreContract):
    """PostgreSQL keeps the contract."""

    disarm = ("ALTER TABLE journal DISABLE TRIGGER USER",)

    def test_journal_is_not_truncated(self, registry: Registry) -> None:
        """TRUNCATE, which asks no row's trigger, is refused as well."""
        enrolled(registry)

        with pytest.raises(DBAPIError, match="append-only"):
            run_sql(registry, "TRUNCATE journal")

    def test_server_that_is_gone(self, postgres_server: Server) -> None:
        """A server that does not answer is named, without a traceback or a password."""
        url = f"postgresql://u:hidden@/x?host={postgres_server.folder}/nowhere"

        with pytest.raises(Unavailable) as caught:
            open_registry(url, clock_of_today(), SeededRandomness("t"))

        assert "database" == caught.value.code
        assert "hidden" not in str(caught.value)

    def test_reads_change_nothing(self, registry: Registry) -> None:
        """A connection for reading cannot write, whatever it is told."""
        with registry.reading() as snapshot, pytest.raises(DBAPIError):
            snapshot._connection.exec_driver_sql("DELETE FROM residents")

    def test_lost_connection(self, registry: Registry, postgres_server: Server) -> None:
        """A connection cut off in the middle says that its outcome is unknown."""

        def cut_off() -> None:
            with registry.transaction("bureau") as tx:
                enrol(tx, ENROLMENT)
                pid = tx._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
                with postgres_server.connected() as other:
                    other.execute("SELECT pg_terminate_backend(%s)", [pid])

        with pytest.raises(Unavailable) as caught:
            cut_off()

        assert "outcome-unknown" == caught.value.code
        assert () == registry.residents()


def test_crashed_server() -> None:
    """A server that crashes under a writer has lost nothing that was acknowledged."""
    with running_server() as server:
        url = server.url()
        clock, seed = clock_of_today(), SeededRandomness("crash")
        registry = open_registry(url, clock, seed, migrate=True)
        with writing_process(url, 0, "office") as writer:
            assert writer.stdout is not None
            acknowledged = [writer.stdout.readline().strip() for _ in range(25)]
            server.stop(signal.SIGQUIT)
            acknowledged += writer.stdout.read().split("\n")[:-1]
        server.start()

        residents = ids_of(registry.residents())

        assert 0 != writer.returncode
        assert set(acknowledged) <= set(residents)
        assert len(residents) - len(acknowledged) in {0, 1}  # kept, not yet told
        assert_sound(registry, len(residents))
        registry.close()
