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

Identity = dict[str, int | list[int]]
"""As whom a program is started: PostgreSQL refuses to run as root."""


class Server:
    """A cluster in a folder of its own, and the server that runs on it."""

    def __init__(self, folder: Path, programs: Path, identity: Identity) -> None:
        self.folder = folder
        self._programs = programs
        self._identity = identity
        self._process: subprocess.Popen[bytes] | None = None

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

    def make(self) -> None:
        """Make the cluster."""
        command = [self._programs / "initdb", "-D", self.folder / "data", "-U", _OWNER]
        choices = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        made = subprocess.run(
            [*command, *choices],
            cwd=self.folder,
            capture_output=True,
            check=False,
            text=True,
            **self._identity,  # type: ignore[call-overload]
        )
        assert 0 == made.returncode, made.stderr

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        program = self._programs / "postgres"
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, "-D", self.folder / "data", "-h", "", "-k", self.folder],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,  # an interrupt of the tests is not its own
                **self._identity,  # type: ignore[call-overload]
            )
        patience = time.monotonic() + 60
        while not self._answers():
            log_text = (self.folder / "log").read_text()
            assert self._process.poll() is None, log_text
            assert time.monotonic() < patience, log_text
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            self.connected().close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End the server: SIGINT tidily, SIGQUIT as a crash that needs recovery."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=60)
            self._process = None


@contextmanager
def running_server() -> Iterator[Server]:
    """Make a cluster, start a server on it, and leave nothing behind.

    Skips the test where PostgreSQL is not installed.
    """
    programs = _programs()
    user = _unprivileged_user()
    identity: Identity = {}
    folder = Path(tempfile.mkdtemp(prefix="ichimai-pg-"))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    server = Server(folder, programs, identity)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
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
