"""A real PostgreSQL server for the tests: started by them, ended by them.

It listens on a socket in a folder of its own and on no port, keeps PostgreSQL's own
defaults (so it flushes what it acknowledges), and is ended by its process id. Each
test gets a schema of its own.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

_SCHEMAS = count(1)
_OWNER = "ichimai_test"


class Server:
    """A running server and its socket."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self) -> str:
        """The URL of a new, empty schema."""
        schema = f"register_{os.getpid()}_{next(_SCHEMAS)}"
        with self.connected() as connection:
            connection.execute(f"CREATE SCHEMA {schema}")  # type: ignore[arg-type]
        options = quote(f"-c search_path={schema}")
        return (
            f"postgresql:///postgres?host={self.folder}&user={_OWNER}&options={options}"
        )

    def connected(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection of the driver's own, committing at once."""
        return psycopg.connect(
            host=str(self.folder), user=_OWNER, dbname="postgres", autocommit=True
        )


@contextmanager
def running_server() -> Iterator[Server]:
    """Make a cluster, start a server on it, and leave nothing behind.

    Skips the test where PostgreSQL is not installed.
    """
    programs = _programs()
    user = _unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="ichimai-pg-"))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    try:
        _run_initdb(programs, folder, user)
        process = _start(programs, folder, user)
        try:
            server = Server(folder)
            _wait_for(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # "fast shutdown"
            process.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda program: int(program.parts[-3]),
    )
    if not debian:
        pytest.skip("needs postgresql: initdb is not installed")
    return debian[-1].parent


def _unprivileged_user() -> pwd.struct_passwd | None:
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("needs postgresql: there is no user `postgres` to run it as root")


def _identity(user: pwd.struct_passwd | None) -> dict[str, int | list[int]]:
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run_initdb(programs: Path, folder: Path, user: pwd.struct_passwd | None) -> None:
    command = [programs / "initdb", "-D", folder / "data", "-U", _OWNER]
    choices = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    made = subprocess.run(
        [*command, *choices],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        **_identity(user),  # type: ignore[call-overload]
    )
    assert 0 == made.returncode, made.stderr


def _start(
    programs: Path, folder: Path, user: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-h", "", "-k", folder],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,  # an interrupt of the tests is not its interrupt
            **_identity(user),  # type: ignore[call-overload]
        )


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    patience = time.monotonic() + 60
    while True:
        try:
            server.connected().close()
        except psycopg.OperationalError:
            log = server.folder / "log"
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < patience, log.read_text()
            time.sleep(0.05)
        else:
            return
