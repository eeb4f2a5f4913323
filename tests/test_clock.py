"""One clock, real or virtual: the day in Japan, the moment in UTC."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ichimai.clock import SystemClock, VirtualClock, morning_in_japan


def test_day_in_japan() -> None:
    """At 15:00 UTC the next day begins in Japan."""
    clock = VirtualClock(datetime(2026, 6, 13, 14, 59, 59, tzinfo=UTC))
    before = clock.today()

    clock.advance(timedelta(seconds=1))

    assert date(2026, 6, 13) == before
    assert date(2026, 6, 14) == clock.today()


def test_no_way_back() -> None:
    """A virtual clock is never moved backwards."""
    clock = VirtualClock(morning_in_japan(date(2026, 6, 14)))

    with pytest.raises(ValueError, match="backwards"):
        clock.move_to(morning_in_japan(date(2026, 6, 13)))


def test_zone_is_needed() -> None:
    """A moment without a time zone starts no clock."""
    with pytest.raises(ValueError, match="time zone"):
        VirtualClock(datetime(2026, 6, 14))  # noqa: DTZ001 - the fault under test


def test_system_clock() -> None:
    """The system's clock moves on and is aware of its zone."""
    clock = SystemClock()

    first, second = clock.now(), clock.now()

    assert first <= second
    assert timedelta(0) == first.utcoffset()


def test_let_go() -> None:
    """A virtual clock that is let go runs with the machine's and is moved no more."""
    clock = VirtualClock(morning_in_japan(date(2026, 6, 14)))

    clock.let_go()

    assert SystemClock().now() - clock.now() < timedelta(minutes=1)
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(timedelta(days=1))
