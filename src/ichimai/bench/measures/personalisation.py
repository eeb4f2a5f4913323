"""The making of cards: key pairs, one card, and very many of them.

Key pairs come from OpenSSL, so its own command makes some in the same run. The bulk run
uses few key pairs again and again and says so in its names (`reused-keys`); each of its
cards is drafted, linted, signed, verified and brought into its bytes, which are counted
and dropped.
"""

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from time import perf_counter, process_time

from ichimai.authority.entries import Portraits
from ichimai.authority.key_pool import KeyPool
from ichimai.bench.card_works import KEYS_OF_A_CARD, CardWorks, ready_keys
from ichimai.bench.figures import Figure, absent, beside
from ichimai.bench.setting import Setting, on_cores
from ichimai.crypto.keys import RsaPrivateKey

_TARGET_MILLISECONDS = 20.0
_KEYS, _CARDS, _WAITS = 24, 30, 3
_FEW_KEYS = 8
_PARTS = 10


def measure(setting: Setting) -> Iterator[Figure]:
    """Milliseconds a key pair and a card; cards a second and memory of many."""
    few = 1 if setting.laps == 1 else _KEYS
    yield from _keys(few)
    yield from _one_card(1 if setting.laps == 1 else _CARDS)
    yield from _with_a_pool()
    yield from _many(setting, setting.cards)


def _keys(count: int) -> Iterator[Figure]:
    openssl = shutil.which("openssl")
    if openssl is None:
        theirs = absent("personalisation/key/openssl-command", "ms", "no openssl")
    else:
        command = [openssl, "genrsa", "2048"]
        spent = _milliseconds(lambda: _silent(command), count)
        theirs = Figure("personalisation/key/openssl-command", spent, "ms")
    yield theirs
    ours = _milliseconds(RsaPrivateKey.generate, count)
    name = "personalisation/key/ichimai"
    if theirs.value is None:
        yield Figure(name, ours, "ms")
    else:
        yield beside(name, ours, "ms", theirs)


def _one_card(count: int) -> Iterator[Figure]:
    works = CardWorks.opened(ready_keys(KEYS_OF_A_CARD))
    works.card(0)
    started = process_time()
    for number in range(count):
        works.card(number)
    took = (process_time() - started) / count * 1e3
    target = Figure("personalisation/target", _TARGET_MILLISECONDS, "ms")
    yield target
    card = beside("personalisation/card/keys-and-photo-ready", took, "ms", target)
    yield card
    coding = _milliseconds(lambda: Portraits.of_photo(works.photo), 2)
    yield beside("personalisation/photo/both-codings", coding, "ms", card)


def _with_a_pool() -> Iterator[Figure]:
    """What a holder waits for: keys made on the spot, and keys of a filled pool."""
    works = CardWorks.opened(RsaPrivateKey.generate)
    waiting = Figure(
        "personalisation/card/keys-made-now",
        _milliseconds(lambda: works.card(0), 1),
        "ms",
    )
    yield waiting
    with KeyPool(KEYS_OF_A_CARD * _WAITS) as pool:
        works = CardWorks.opened(pool.take, works.office.keys)
        while pool.ready() < KEYS_OF_A_CARD * _WAITS:
            RsaPrivateKey.generate()
        took = _milliseconds(lambda: works.card(0), _WAITS)
    yield beside("personalisation/card/keys-of-a-pool", took, "ms", waiting)


def _many(setting: Setting, count: int) -> Iterator[Figure]:
    setting.tell(f"personalisation: {count} cards")
    start = f"personalisation/{count}-cards/{on_cores(setting.cores)}/reused-keys"
    started = perf_counter()
    parts = [count // _PARTS // setting.cores or 1] * (_PARTS * setting.cores)
    with ProcessPoolExecutor(setting.cores, initializer=_open_works) as workers:
        peaks = list(workers.map(_make, parts))
    wall = perf_counter() - started
    made = sum(parts)
    yield Figure(f"{start}/wall", wall, "s")
    yield Figure(f"{start}/cards-a-second", made / wall, "cards/s")
    first = Figure(
        f"{start}/peak-memory-of-a-worker/first-tenth",
        max(peaks[: setting.cores]),
        "MiB",
    )
    yield first
    last = max(peaks)
    yield beside(f"{start}/peak-memory-of-a-worker/end", last, "MiB", first)


_WORKS: list[CardWorks] = []
"""The works of this worker, made once; a worker is a process of its own."""


def _open_works() -> None:
    _WORKS.append(CardWorks.opened(ready_keys(_FEW_KEYS)))


def _make(count: int) -> float:
    """Make *count* cards; the most memory that this worker has had, in mebibytes."""
    for number in range(count):
        if not _WORKS[0].card(number).to_bytes():
            raise RuntimeError("a card without bytes")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _milliseconds(work: Callable[[], object], count: int) -> float:
    started = perf_counter()
    for _ in range(count):
        work()
    return (perf_counter() - started) / count * 1e3


def _silent(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
