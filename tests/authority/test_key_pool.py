"""Key pairs made ahead: each is handed out once, and none is waited for."""

import threading

from ichimai.authority.key_pool import KeyPool


def test_each_pair_is_handed_out_once() -> None:
    """Four takers at once get pairs that differ, also when the pool runs dry."""
    taken: list[int] = []
    with KeyPool(2, makers=2) as pool:

        def take() -> None:
            taken.append(pool.take().public.modulus)

        takers = [threading.Thread(target=take) for _ in range(6)]
        for taker in takers:
            taker.start()
        for taker in takers:
            taker.join()

    assert 6 == len(set(taken))


def test_the_pool_keeps_no_more_than_its_size() -> None:
    """Makers wait when the pool is full, and the end of the pool ends them."""
    with KeyPool(1) as pool:
        pool.take()
        most = pool.ready()

    assert most <= 1
    assert 0 == pool.ready()
    assert not [each for each in threading.enumerate() if each.name == "keys 0"]
