"""`ichimai authority`: a TEST authority is made, looked at, and publishes its lists."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import click

from ichimai.authority.keys import (
    ISSUERS,
    RESIDENCE_SIGNER,
    TRUST,
    open_keys,
    published_file,
)
from ichimai.authority.published import empty_lists, lists_of
from ichimai.authority.setup import init as init_authority
from ichimai.authority.setup import publish_lists
from ichimai.cli.exits import Exit
from ichimai.cli.key_file import key_file_option, read_key, read_or_make_key
from ichimai.clock import SystemClock
from ichimai.crypto import certificates as x509
from ichimai.crypto.revocation import inspect_crl
from ichimai.randomness import system_randomness
from ichimai.registry.store import open_registry

DEFAULT_DIRECTORY = Path("var/authority")


F = TypeVar("F", bound=Callable[..., Any])
Shown: TypeAlias = dict[str, Any] | list[dict[str, Any]]


def directory_option(command: F) -> F:
    """The option `--directory` of every command here."""
    return click.option(
        "--directory",
        type=click.Path(file_okay=False, path_type=Path),
        default=DEFAULT_DIRECTORY,
        show_default=True,
        help="Where the authority lies.",
    )(command)


def json_option(command: F) -> F:
    """The option `--json` of every command here."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


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
def init(directory: Path, key_file: Path | None, as_json: bool) -> int:  # noqa: FBT001 - a flag of the command line
    """Make the keys, the issuers and the folder of trust.

    Every private key is sealed under the key file, which is made on first use.

    \b
    Examples:
      ichimai authority init
      ichimai authority init --directory /srv/authority --key-file ~/ichimai.key

    Exit codes: 0 made, 4 the directory is in use or cannot be written to.
    """  # noqa: D301 - click reads the backslash
    file_key = read_or_make_key(key_file, system_randomness)
    init_authority(directory, file_key, SystemClock(), system_randomness)
    made = {"directory": str(directory), "trust": str(directory / TRUST)}
    _show(made, as_json=as_json)
    return Exit.DONE


@command.command("status")
@directory_option
@key_file_option
@json_option
def status(directory: Path, key_file: Path | None, as_json: bool) -> int:  # noqa: FBT001 - a flag of the command line
    """Open the keys and say how fresh the published lists are.

    \b
    Examples:
      ichimai authority status
      ichimai authority status --json

    Exit codes: 0 everything opens, 4 something is missing or the key file is wrong.
    """  # noqa: D301 - click reads the backslash
    open_keys(directory, read_key(key_file))
    now = SystemClock().now()
    lists = {}
    for issuer in ISSUERS:
        seen = inspect_crl(published_file(directory, f"{issuer}.crl"))
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
def certificates(directory: Path, as_json: bool) -> int:  # noqa: FBT001 - a flag of the command line
    """List the certificates of the issuers. No key is needed.

    \b
    Examples:
      ichimai authority certificates
      ichimai authority certificates --json

    Exit codes: 0 done, 4 there is no authority.
    """  # noqa: D301 - click reads the backslash
    listed = []
    for name in (*ISSUERS, RESIDENCE_SIGNER):
        content = published_file(directory, f"{name}.cer")
        view = x509.inspect(content)
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
@click.option("--database", metavar="URL", help="The register that names the revoked.")
@json_option
def crl(
    directory: Path,
    key_file: Path | None,
    database: str | None,
    as_json: bool,  # noqa: FBT001 - a flag of the command line
) -> int:
    """Publish new lists of revoked certificates and void cards.

    They are made from the register at URL; without one they are empty, as for a new
    authority that has issued nothing yet.

    \b
    Examples:
      ichimai authority crl --database sqlite:///var/ichimai.db
      ichimai authority crl --database postgresql:///ichimai --json

    Exit codes: 0 published, 4 no authority, a wrong key file, or no register.
    """  # noqa: D301 - click reads the backslash
    keys = open_keys(directory, read_key(key_file))
    clock = SystemClock()
    if database is None:
        lists = empty_lists(keys, clock, system_randomness)
    else:
        registry = open_registry(database, clock, system_randomness)
        try:
            lists = lists_of(registry, keys, clock, system_randomness)
        finally:
            registry.close()
    paths = publish_lists(directory, lists)
    _show({"published": [str(path) for path in paths]}, as_json=as_json)
    return Exit.DONE


def _show(content: Shown, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    for entry in content if isinstance(content, list) else [content]:
        for name, value in entry.items():
            click.echo(f"{name}: {value}")
        if isinstance(content, list):
            click.echo()
