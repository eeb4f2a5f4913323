"""`ichimai card`: make, insert and read software cards, and look after their PINs."""

import click

from ichimai.cli.card_face import face_command
from ichimai.cli.card_making import make_command, profiles_command
from ichimai.cli.card_pins import pin_command
from ichimai.cli.card_reading import read_command, verify_command
from ichimai.cli.card_slots import doctor_command, insert_command, stack_command


@click.group()
def command() -> None:
    """Make, insert, read and verify software cards."""


command.add_command(make_command)
command.add_command(face_command)
command.add_command(profiles_command)
command.add_command(insert_command)
command.add_command(stack_command)
command.add_command(doctor_command)
command.add_command(read_command)
command.add_command(verify_command)
command.add_command(pin_command)
