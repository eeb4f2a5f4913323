"""The command `ichimai`: one noun a module, imported only when it is called."""

import os
import signal
import sys
from importlib import import_module

import click

from ichimai.cli.exits import guarded
from ichimai.cli.usage import WrongUsage
from ichimai.errors import msgid

_NOUNS = {
    # name: (module, one line of help)
    "demo": ("ichimai.cli.demo", "Run one resident's whole journey, offline."),
    "serve": ("ichimai.cli.serve", "Serve the portal and the HTTP API on loopback."),
    "plan": ("ichimai.cli.plan", "Turn one person's facts into dated tasks."),
    "visit": ("ichimai.cli.visit", "Say before you go whether a visit succeeds."),
    "roster": ("ichimai.cli.roster", "Work out many people's days from one file."),
    "phrases": ("ichimai.cli.phrases", "Print what to say at a counter."),
    "claims": ("ichimai.cli.claims", "Say what is confirmed of what people say."),
    "lines": ("ichimai.cli.telephones", "Say whom to ring, when, in which language."),
    "cities": ("ichimai.cli.cities", "Say what is known of a city, whom to ring."),
    "updates": ("ichimai.cli.updates", "Say what changed in rules, fees and cities."),
    "names": ("ichimai.cli.names", "Show how a name stands on each card."),
    "law": ("ichimai.cli.law", "List, show and ask the rules."),
    "card": ("ichimai.cli.card", "Make, insert, read and verify software cards."),
    "evidence": ("ichimai.cli.evidence", "Show a stay that goes on after its day."),
    "photo": ("ichimai.cli.photo", "Check a photo against the rules."),
    "authority": ("ichimai.cli.authority", "Run the test authority."),
    "register": ("ichimai.cli.register", "Migrate and verify the register."),
    "population": ("ichimai.cli.population", "Invent residents, any number."),
    "bench": ("ichimai.cli.bench", "Measure the rules beside limits and peers."),
}

_PLANNED = ("sweep",)
"""Nouns of the interfaces that nothing answers for yet."""


class LazyGroup(click.Group):
    """A group that imports a noun's module when the noun is used, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All nouns, in the order in which a newcomer meets them."""
        del ctx
        return list(_NOUNS)

    def invoke(self, ctx: click.Context) -> object:
        """Run the noun; that whoever was reading has gone is nobody's fault."""
        try:
            done: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # What is still buffered goes nowhere, so that the end is silent too.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return done

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The noun's own command: the attribute `command` of its module.

        Raises:
            WrongUsage: the noun is one of the interfaces that is not there yet.
        """
        del ctx
        if cmd_name in _PLANNED:
            raise WrongUsage(msgid("{name} is not there yet."), name=cmd_name)
        if cmd_name not in _NOUNS:
            return None
        command: click.Command = import_module(_NOUNS[cmd_name][0]).command
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The nouns with one line each, without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _NOUNS.items()])


@click.group(cls=LazyGroup)
@click.version_option(package_name="ichimai")
def ichimai() -> None:
    """Ichimai (一枚): Japan's Specified Residence Card system, as open software.

    A reference implementation and a sandbox: invented people, test keys. Not a
    government service, and not legal advice.
    """


def main() -> None:
    """Run the command line and end the process with the code that fits.

    SIGTERM ends it as Ctrl-C does, so that no folder is left lying about.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    guarded(ichimai)
