"""Key pairs made ahead: a card does not wait for its keys.

A pair of RSA-2048 takes longer than everything else about a card together. Threads make
pairs while cards are not asked for, and keep at most a few; each is handed out once.
"""

from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from ichimai.crypto.keys import RsaPrivateKey

_PAUSE: Final = 0.1
"""Seconds after which a maker with a full pool looks whether it is to end."""


class KeyPool:
    """RSA-2048 key pairs, made by threads of this pool and kept in memory alone.

    A context: its end stops the threads and forgets what is left.

    Args:
        size: pairs that are kept ready at most.
        makers: threads that make them.
    """

    def __init__(self, size: int, makers: int = 1) -> None:
        self._ready: Queue[RsaPrivateKey] = Queue(size)
        self._closed = Event()
        self._makers = [
            Thread(target=self._make, name=f"keys {number}", daemon=True)
            for number in range(makers)
        ]

    def __enter__(self) -> Self:
        for maker in self._makers:
            maker.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        for maker in self._makers:
            maker.join()
        with suppress(Empty):
            while True:
                self._ready.get_nowait()

    def take(self) -> RsaPrivateKey:
        """A pair that nobody had before; made at once where none is ready."""
        try:
            return self._ready.get_nowait()
        except Empty:
            return RsaPrivateKey.generate()

    def ready(self) -> int:
        """How many pairs wait at this moment."""
        return self._ready.qsize()

    def _make(self) -> None:
        while not self._closed.is_set():
            pair = RsaPrivateKey.generate()
            while not self._closed.is_set():
                with suppress(Full):
                    self._ready.put(pair, timeout=_PAUSE)
                    break
