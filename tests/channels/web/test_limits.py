"""The limiter, on a clock that moves when told."""

import pytest

from bot.channels.web.limits import Limiter


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_worth_at_once_then_evenly() -> None:
    clock = Clock()
    limiter = Limiter(6, clock=clock)
    assert [limiter.wait("a") for _ in range(6)] == [0.0] * 6
    assert limiter.wait("a") == pytest.approx(10)
    clock.now += 9
    assert limiter.wait("a") == pytest.approx(1)
    clock.now += 1
    assert limiter.wait("a") == 0
    assert limiter.wait("a") > 0


def test_one_key_does_not_pay_for_another() -> None:
    limiter = Limiter(1, clock=Clock())
    assert limiter.wait("a") == 0
    assert limiter.wait("b") == 0
    assert limiter.wait("a") > 0


def test_a_refusal_does_not_put_off_the_end() -> None:
    clock = Clock()
    limiter = Limiter(1, clock=clock)
    limiter.wait("a")
    for _ in range(50):
        limiter.wait("a")
    clock.now += 60
    assert limiter.wait("a") == 0


def test_memory_is_bounded() -> None:
    clock = Clock()
    limiter = Limiter(5, max_keys=100, clock=clock)
    for number in range(1000):
        limiter.wait(str(number))
    assert len(limiter) == 100
    clock.now += 61
    limiter.wait("later")
    assert len(limiter) == 1
