"""`ichimai serve`: the portal and the HTTP API, on this machine alone."""

import logging
import signal
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from importlib import import_module
from pathlib import Path

import click
import uvicorn

from ichimai.authority.keys import AuthorityKeys, open_keys
from ichimai.authority.publication import Publication
from ichimai.cli.key_file import read_key
from ichimai.cli.options import (
    beside,
    database_option,
    directory_option,
    key_file_option,
    language_option,
)
from ichimai.clock import SystemClock
from ichimai.errors import Unavailable, msgid
from ichimai.randomness import system_randomness
from ichimai.registry.store import open_registry
from ichimai.web.app import create_app
from ichimai.web.site import Site

HOST = "127.0.0.1"
"""Only this machine: there is no log-in here, and none of it is meant for a network."""

DemoSite = Callable[[str | None, Path | None], AbstractContextManager[Site]]
"""Plays the seeded journey into the database of that URL, in memory where it is None,
and holds the site with its resident and the card in the reader until the block ends."""

_SOON = 5
"""Seconds that a page under way is given when the server is told to stop."""

_LARGEST_HEAD = 32_768
"""Bytes of a request's head; an OCSP question in an address is the longest."""


@click.command(
    epilog="""\b
Examples:
  ichimai serve --demo
  ichimai serve --demo --database sqlite:///var/city.sqlite3
  ichimai serve --port 8080 --database postgresql://clerk@localhost/ichimai
""",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port on 127.0.0.1; 0 takes any free one.",
)
@database_option("beside the authority; with --demo, in memory")
@directory_option
@click.option("--demo", is_flag=True, help="Play the seeded journey first.")
@key_file_option
@language_option
def command(
    *,
    port: int,
    database: str | None,
    directory: Path,
    demo: bool,
    key_file: Path | None,
) -> None:
    """Serve the portal and the HTTP API on loopback, until interrupted.

    Where an authority lies in --directory, its certificates, lists and answers about
    certificates (OCSP) are served too. --demo makes an authority of its own.
    """
    # Both signals end in the same way, so that nothing is left lying about.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    listening = listen(port)
    try:
        if demo:
            # Imported where it is used: the journey brings the chip and the authority.
            demo_site: DemoSite = import_module("ichimai.cli.demo_site").demo_site
            with demo_site(database, key_file) as site:
                serve(site, listening)
        else:
            keys = _authority(directory, key_file)
            serve_register(database or beside(directory), keys, listening)
    finally:
        listening.close()


def _authority(directory: Path, key_file: Path | None) -> AuthorityKeys | None:
    """The keys of the authority in *directory*; None where none was made there."""
    return open_keys(directory, read_key(key_file)) if directory.exists() else None


def serve_register(
    database: str, keys: AuthorityKeys | None, listening: socket.socket
) -> None:
    """Serve a register, with what its authority publishes; there is no reader."""
    clock = SystemClock()
    registry = open_registry(database, clock, system_randomness, migrate=True)
    published = None if keys is None else Publication(registry, keys, clock)
    try:
        site = Site(clock, system_randomness, registry, publication=published)
        serve(site, listening)
    finally:
        registry.close()


def serve(site: Site, listening: socket.socket) -> None:
    """Serve *site* on the open socket until SIGINT or SIGTERM; then end in peace."""
    log = logging.StreamHandler()
    log.setFormatter(logging.Formatter("%(message)s"))
    for name, level in (("ichimai.web", logging.INFO), ("uvicorn", logging.WARNING)):
        logging.getLogger(name).addHandler(log)
        logging.getLogger(name).setLevel(level)
    # Its own access log would write whole addresses; ours leaves the query out.
    config = uvicorn.Config(
        create_app(site),
        log_config=None,
        access_log=False,
        server_header=False,
        # This parser bounds the head of a request; the faster one would take any size.
        http="h11",
        h11_max_incomplete_event_size=_LARGEST_HEAD,
        timeout_graceful_shutdown=_SOON,
    )
    port = listening.getsockname()[1]
    click.echo(f"http://{HOST}:{port}/", err=True)
    # Interrupting is how a person ends a server. It has already let go.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])


def listen(port: int) -> socket.socket:
    """A socket that listens on *port* of this machine.

    Raises:
        Unavailable: code `port-taken`; another program listens there.
    """
    listening = socket.socket()
    # A port that the last run has just left may be taken again at once; one on which
    # somebody still listens may not.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise Unavailable(
            msgid("Port {port} on this machine cannot be used: {reason}."),
            repair=msgid("Choose another with --port, or end what uses this one."),
            code="port-taken",
            port=port,
            reason=error.strerror or "refused",
        ) from None
    return listening
