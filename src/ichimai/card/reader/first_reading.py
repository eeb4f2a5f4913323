"""What was read of a first-generation card, decoded. Nothing here has been verified."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ichimai.card.layout.first_generation import (
    FirstContents,
    FirstFile,
    decode_first_files,
)
from ichimai.card.reader.reading import Shown


@dataclass(frozen=True, slots=True)
class FirstReading:
    """The data of one card of type 1 or 2."""

    contents: FirstContents = field(repr=False)

    def texts(self) -> dict[str, str]:
        """Every field that a purpose may disclose as text; absent ones are left out."""
        contents = self.contents
        fields = {
            "address": contents.address,
            "comprehensive-permission-text": contents.comprehensive_permission,
            "individual-permission-text": contents.individual_permission,
        }
        return {name: value for name, value in fields.items() if value}

    def pictures(self) -> dict[str, bytes]:
        """The pictures by name; no portrait where the card has none."""
        there = {"front-image": self.contents.front_image}
        if self.contents.portrait is not None:
            there["portrait"] = self.contents.portrait
        return there

    def to_json(self) -> dict[str, Shown]:
        """Everything as text, for the one who holds the card. Pictures are named."""
        contents = self.contents
        return {
            "version": contents.version,
            "type_code": contents.type_code.value,
            "address_written_on": contents.written_on.isoformat(),
            "municipality_code": contents.municipality_code,
            "address": contents.address,
            "comprehensive_permission_text": contents.comprehensive_permission,
            "individual_permission_text": contents.individual_permission,
            "pending": contents.pending,
            "pictures": " ".join(sorted(self.pictures())),
        }


def decode_first_reading(files: Mapping[FirstFile, bytes]) -> FirstReading:
    """What *files*, as read from a card, say.

    Raises:
        Malformed: a file is missing or cannot be read.
    """
    return FirstReading(decode_first_files(files))
