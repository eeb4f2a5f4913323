"""Which sentences a language translates: all, or what `scope.toml` holds."""

from babel.messages.catalog import Catalog, Message

from cataloguing.places import Target, table

_PREFIX = "src/ichimai/"


def in_scope(message: Message, target: Target) -> bool:
    """Whether *target* promises a translation of that sentence.

    A sentence of several places is inside when one of them is.
    """
    if target.tier == 0:
        return True
    return any(_inside(place.removeprefix(_PREFIX)) for place, _ in message.locations)


def of_scope(template: Catalog, target: Target) -> list[Message]:
    """The sentences of *template* that *target* translates, in its order."""
    return [each for each in template if each.id and in_scope(each, target)]


def _inside(place: str) -> bool:
    for row in table("scope.toml")["place"]:
        if place == row["under"] or place.startswith(f"{row['under']}/"):
            return bool(row["inside"])
    return False
