"""What a chip remembers and what it forgets: two types, and the only way to change one.

`Persistent` survives power-off. It is a value: a change makes a new one, which is
handed to the card's keeper (`on_change`) before the chip goes on. `Volatile` is what
has been selected and proven since power-on, and `clear` empties it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ichimai.card.iso7816.secure_messaging import SecureMessaging
from ichimai.card.iso7816.status import Refusal, StatusWord
from ichimai.card.layout.aids import Aid
from ichimai.card.layout.image import CardImage
from ichimai.card.layout.pins import PinRule
from ichimai.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Persistent:
    """Files, keys, PINs and tries. A chip's memory is its image, kept up to date."""

    image: CardImage

    def pin(self, rule: PinRule) -> bytes | None:
        """The value of a PIN, None where the holder never chose one."""
        value = _VALUES[rule.field](self.image)
        return None if value is None else value.encode("ascii")

    def tries_left(self, rule: PinRule) -> int:
        """Tries left; a PIN that was never chosen has none."""
        if self.pin(rule) is None:
            return 0
        left: int = getattr(self.image.tries, rule.field)
        return left

    def with_tries(self, rule: PinRule, left: int) -> "Persistent":
        """The same memory with another count of tries."""
        tries = replace(self.image.tries, **{rule.field: left})
        return Persistent(replace(self.image, tries=tries))

    def with_pin(self, rule: PinRule, value: bytes) -> "Persistent":
        """The same memory with a new PIN, and all its tries."""
        pins = replace(self.image.pins, **{rule.field: value.decode("ascii")})
        changed = Persistent(replace(self.image, pins=pins))
        return changed.with_tries(rule, rule.tries)


_VALUES: Final[Mapping[str, Callable[[CardImage], str | None]]] = {
    "user_authentication": lambda image: image.pins.user_authentication,
    "signature": lambda image: image.pins.signature,
    "text": lambda image: image.pins.text,
    "blocked": lambda _: None,
    "number_a": lambda image: str(image.my_number) if image.my_number else None,
    "number_b": lambda image: image.text.number_b if image.text else None,
    "surface_birth": lambda image: image.text.number_b[:6] if image.text else None,
    "surface_number_a": lambda image: str(image.my_number) if image.my_number else None,
    "surface_number_b": lambda image: image.text.number_b if image.text else None,
    "common": lambda image: image.pins.common,
    "register": lambda image: image.pins.register,
}
"""Where the image keeps what a VERIFY is compared with.

Number B begins with the birth date as the surface application asks for it.
"""


@dataclass(slots=True)
class Volatile:
    """What is selected and proven since the last power-on, reset or SELECT.

    Attributes:
        application: selected by its AID; None in the state after power-on.
        directory: where files are looked up: the residence application's root or one
            of its DFs.
        current_file: the selected elementary file, by identifier (JPKI) or by short
            identifier (residence).
        proven: names of the PINs verified.
        number_proven: whether the card number was verified in this session.
        session: the session of secure messaging, if there is a key for it.
        challenge: what GET CHALLENGE has just answered, where the next command may
            use it.
        counter_known: whether the municipality's counter has proven itself.
    """

    application: Aid | None = None
    directory: Aid | None = None
    current_file: int | None = None
    proven: set[str] = field(default_factory=set)
    number_proven: bool = False
    session: SecureMessaging | None = None
    challenge: bytes | None = None
    counter_known: bool = False

    def clear(self) -> None:
        """Forget everything: the state after power-on."""
        self.enter(None)

    def enter(self, application: Aid | None) -> None:
        """Forget everything and stand in *application*.

        Selecting the application that is already selected forgets as well. What real
        cards do there is disputed; forgetting is the side that cannot leak.
        """
        self.application = application
        self.directory = application
        self.current_file = None
        self.proven.clear()
        self.challenge = None
        self.counter_known = False
        self.end_session()

    def end_session(self) -> None:
        """Destroy the session key, and with it what was proven under it."""
        self.session = None
        self.number_proven = False


class Memory:
    """The persistent state in use, and its keeper.

    Args:
        persistent: the state to start from.
        on_change: called with the new state before it is in force. It returns when the
            state is safe, or raises `Unavailable`; the command then ends with 6581 and
            the old state stays.
    """

    def __init__(
        self, persistent: Persistent, on_change: Callable[[CardImage], None]
    ) -> None:
        self._persistent = persistent
        self._on_change = on_change

    @property
    def now(self) -> Persistent:
        """The state in force."""
        return self._persistent

    def become(self, changed: Persistent) -> None:
        """Put *changed* in force, once the keeper has it safe.

        Raises:
            Refusal: 6581; the keeper could not write it.
        """
        if changed == self._persistent:
            return
        try:
            self._on_change(changed.image)
        except Unavailable:
            raise Refusal(StatusWord.WRITE_FAILED) from None
        self._persistent = changed
