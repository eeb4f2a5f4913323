"""`ichimai serve` serves on this machine alone, says what is in its way, and stops."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from ichimai.cli.serve import HOST, listen
from ichimai.errors import Unavailable

_WITHIN = 30


@contextmanager
def serving(
    *arguments: str, place: Path
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command at work in *place*, and the address that it has printed."""
    command = [sys.executable, "-m", "ichimai", "serve", "--port", "0", *arguments]
    running = subprocess.Popen(
        command, cwd=place, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    try:
        assert running.stderr is not None
        yield running, running.stderr.readline().strip()
    finally:
        running.kill()
        running.communicate(timeout=_WITHIN)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_and_stops(tmp_path: Path, number: signal.Signals) -> None:
    """Both signals end the server with code 0; the log has no query string."""
    with serving(place=tmp_path) as (running, address):
        transport = httpx.HTTPTransport(retries=5)
        with httpx.Client(base_url=address, transport=transport) as client:
            assert "ok\n" == client.get("/healthz?secret=1").text
        running.send_signal(number)
        _, log = running.communicate(timeout=_WITHIN)

    assert 0 == running.returncode
    assert "GET /healthz 200" in log
    assert "secret" not in log
    assert (tmp_path / "var" / "ichimai.db").exists()


def test_a_busy_port_is_one_sentence(tmp_path: Path) -> None:
    """A port on which somebody listens is named, with the repair, and exit code 4."""
    with socket.socket() as holder:
        holder.bind((HOST, 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        command = [sys.executable, "-m", "ichimai", "serve", "--port", port]

        done = subprocess.run(
            command,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "en_US.UTF-8"},
            check=False,
        )

    assert 4 == done.returncode
    assert port in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "var").exists()


def test_it_listens_on_loopback_alone() -> None:
    """The socket is bound to 127.0.0.1, and there is no option for another address."""
    with listen(0) as listening:
        assert "127.0.0.1" == listening.getsockname()[0]


def test_a_port_that_may_not_be_used_is_unavailable() -> None:
    """A port that is taken raises before anything else is opened."""
    with listen(0) as taken, pytest.raises(Unavailable, match=r"cannot be used"):
        listen(taken.getsockname()[1])


def test_an_authority_is_published(tmp_path: Path) -> None:
    """Where one lies beside the register, its certificates and lists are served."""
    key = tmp_path / "key"
    key.write_bytes(bytes(range(32)))
    key.chmod(0o600)
    words = ("--key-file", str(key))
    subprocess.run(
        [sys.executable, "-m", "ichimai", "authority", "init", *words],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    with serving(*words, place=tmp_path) as (_, address):
        transport = httpx.HTTPTransport(retries=5)
        with httpx.Client(base_url=address, transport=transport) as client:
            certificate = client.get("/ca/jpki-auth.cer")
            revoked = client.get("/crl/jpki-auth.crl")

    published = tmp_path / "var" / "authority" / "trust" / "jpki-auth.cer"
    assert published.read_bytes() == certificate.content
    assert (200, "application/pkix-crl") == (
        revoked.status_code,
        revoked.headers["content-type"],
    )
