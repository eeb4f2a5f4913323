"""`ichimai authority`: a TEST authority is made, looked at, and publishes its lists."""

from pathlib import Path
from typing import Any, TypeAlias

import click

from ichimai.authority.escrow import escrow_of
from ichimai.authority.escrow import sweep as sweep_escrow
from ichimai.authority.keys import (
    ISSUERS,
    RESIDENCE_SIGNER,
    TRUST,
    damaged,
    open_keys,
    published_file,
)
from ichimai.authority.published import empty_lists, lists_of
from ichimai.authority.setup import init as init_authority
from ichimai.authority.setup import publish_lists
from ichimai.cli.console import print_json
from ichimai.cli.exits import Exit
from ichimai.cli.key_file import read_key, read_or_make_key
from ichimai.cli.options import (
    beside,
    database_option,
    directory_option,
    json_option,
    key_file_option,
    language_option,
)
from ichimai.clock import Clock, SystemClock
from ichimai.crypto import certificates as x509
from ichimai.crypto.refuted import CertificateRefuted
from ichimai.crypto.revocation import inspect_crl
from ichimai.errors import Unavailable
from ichimai.randomness import system_randomness
from ichimai.registry.store import Registry, open_registry

Shown: TypeAlias = dict[str, Any] | list[dict[str, Any]]


@click.group()
def command() -> None:
    """Make and look after a TEST authority.

    Its keys and certificates are for tests: nobody else trusts them, and nothing that
    it signs is a document of Japan.
    """


@command.command("init")
@directory_option
@key_file_option
@json_option
@language_option
def init(*, directory: Path, key_file: Path | None, as_json: bool) -> int:
    """Make the keys, the issuers and the folder of trust.

    Every private key is sealed under the key file, which is made on first use.

    \b
    Examples:
      ichimai authority init
      ichimai authority init --directory /srv/authority --key-file ~/ichimai.key

    Exit codes: 0 made, 4 the directory is in use or cannot be written to.
    """
    file_key = read_or_make_key(key_file, system_randomness)
    init_authority(directory, file_key, SystemClock(), system_randomness)
    made = {"directory": str(directory), "trust": str(directory / TRUST)}
    _show(made, as_json=as_json)
    return Exit.DONE


@command.command("status")
@directory_option
@key_file_option
@json_option
@language_option
def status(*, directory: Path, key_file: Path | None, as_json: bool) -> int:
    """Open the keys and say how fresh the published lists are.

    \b
    Examples:
      ichimai authority status
      ichimai authority status --json

    Exit codes: 0 everything opens, 4 something is missing or the key file is wrong.
    """
    open_keys(directory, read_key(key_file))
    now = SystemClock().now()
    lists = {}
    for issuer in ISSUERS:
        try:
            seen = inspect_crl(published_file(directory, f"{issuer}.crl"))
        except CertificateRefuted:
            raise damaged(directory) from None
        fresh = seen.next_at is not None and now <= seen.next_at
        lists[f"{issuer}.crl"] = {
            "issued_at": seen.issued_at.isoformat(),
            "next_at": seen.next_at.isoformat() if seen.next_at else None,
            "revoked": len(seen.revoked),
            "fresh": fresh,
        }
    _show(
        {"directory": str(directory), "keys": "open", "lists": lists}, as_json=as_json
    )
    return Exit.DONE


@command.command("certificates")
@directory_option
@json_option
@language_option
def certificates(*, directory: Path, as_json: bool) -> int:
    """List the certificates of the issuers. No key is needed.

    \b
    Examples:
      ichimai authority certificates
      ichimai authority certificates --json

    Exit codes: 0 done, 4 there is no authority.
    """
    listed = []
    for name in (*ISSUERS, RESIDENCE_SIGNER):
        content = published_file(directory, f"{name}.cer")
        try:
            view = x509.inspect(content)
        except CertificateRefuted:
            raise damaged(directory) from None
        listed.append(
            {
                "name": str(name),
                "subject": ", ".join(f"{kind}={text}" for kind, text in view.subject),
                "serial": view.serial,
                "starts_at": view.starts_at.isoformat(),
                "ends_at": view.ends_at.isoformat(),
                "sha256": view.sha256,
                "bytes": len(content),
            }
        )
    _show(listed, as_json=as_json)
    return Exit.DONE


@command.command("crl")
@directory_option
@key_file_option
@database_option("ichimai.db beside the directory of the authority")
@json_option
@language_option
def crl(
    *, directory: Path, key_file: Path | None, database: str | None, as_json: bool
) -> int:
    """Publish new lists of revoked certificates and void cards.

    They are made from the register. Where none is named and none is there, they are
    empty, as of a new authority that has issued nothing yet.

    \b
    Examples:
      ichimai authority crl
      ichimai authority crl --database postgresql:///ichimai --json

    Exit codes: 0 published, 4 no authority, a wrong key file, or no register.
    """
    keys = open_keys(directory, read_key(key_file))
    clock = SystemClock()
    registry = _register(database, directory, clock)
    if registry is None:
        lists = empty_lists(keys, clock, system_randomness)
    else:
        try:
            lists = lists_of(registry, keys, clock, system_randomness)
        finally:
            registry.close()
    paths = publish_lists(directory, lists)
    shown = {
        "register": registry.place if registry else None,
        "published": [str(path) for path in paths],
    }
    _show(shown, as_json=as_json)
    return Exit.DONE


@command.command("sweep")
@directory_option
@database_option("ichimai.db beside the directory of the authority")
@json_option
@language_option
def sweep(*, directory: Path, database: str | None, as_json: bool) -> int:
    """Erase from the escrow what a crash has left behind.

    Sealed PINs and cards wait in the folder `escrow` for as long as the register points
    to them. What belongs to its residents and it does not point to is erased; nobody
    loses anything by it.

    \b
    Examples:
      ichimai authority sweep
      ichimai authority sweep --database postgresql:///ichimai --json

    Exit codes: 0 done, 4 no register, or an escrow that cannot be used.
    """
    place = database or beside(directory)
    registry = open_registry(place, SystemClock(), system_randomness)
    try:
        erased = sweep_escrow(escrow_of(directory), registry)
    finally:
        registry.close()
    _show({"register": registry.place, "erased": erased}, as_json=as_json)
    return Exit.DONE


def _register(database: str | None, directory: Path, clock: Clock) -> Registry | None:
    """The register that is named, or the authority's own if it has one yet."""
    try:
        return open_registry(database or beside(directory), clock, system_randomness)
    except Unavailable as error:
        if database is None and error.code == "no-register":
            return None
        raise


def _show(content: Shown, *, as_json: bool) -> None:
    if as_json:
        print_json(content)
        return
    for entry in content if isinstance(content, list) else [content]:
        for name, value in entry.items():
            click.echo(f"{name}: {value}")
        if isinstance(content, list):
            click.echo()
