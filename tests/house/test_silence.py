"""What a traceback, a debugger or a log prints of a value gives nobody away."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator

import ichimai

PERSONAL = {
    *("address", "name_kanji", "photo", "portrait", "names", "pin", "pins"),
    *("my_number", "my_number_sealed", "security_code", "number", "card_number"),
    *("private_key", "file_key", "card_key", "seed", "to_be_signed", "receipts"),
    *("user_authentication_pin", "signature_pin", "sealed", "reference_data"),
}
"""What fields are called that hold a person's data or a secret."""

SILENT_TYPES = ("CardNumber", "MyNumber", "Pins", "Credential", "int", "PrivateKey")
"""Types that keep silent themselves, or are a serial number."""

OTHERS = {("ichimai.web.pages.people", "Line", "address")}
"""Fields with such a name that mean something else: the address of a page."""


def value_classes() -> Iterator[type]:
    """Every dataclass of the package whose representation shows its fields."""
    for module in pkgutil.walk_packages(ichimai.__path__, "ichimai."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for found in vars(loaded).values():
            if (
                isinstance(found, type)
                and found.__module__ == module.name
                and dataclasses.is_dataclass(found)
                and found.__repr__.__code__.co_filename != loaded.__file__
            ):
                yield found


def test_fields_that_show() -> None:
    """No generated representation shows a field with a person's data or a secret."""
    shown = {
        (cls.__module__, cls.__name__, field.name)
        for cls in value_classes()
        for field in dataclasses.fields(cls)
        if field.repr and field.name in PERSONAL
        if not any(silent in str(field.type) for silent in SILENT_TYPES)
    }

    assert set() == shown - OTHERS


def test_classes_are_found() -> None:
    """The search above sees the values of every layer."""
    layers = {cls.__module__.split(".")[1] for cls in value_classes()}

    assert {"authority", "card", "cli", "law", "model", "registry", "web"} <= layers
