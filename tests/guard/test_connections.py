"""Who may have how many connections."""

import resource

import pytest

from bot.guard.connections import Connections, room


class Line:
    """A connection, ``idle`` or not."""

    def __init__(self, *, idle: bool = False) -> None:
        self.idle = idle
        self.closed = False

    def make_room(self) -> bool:
        self.closed = self.idle
        return self.idle


def test_one_address_has_its_share_and_leaves_the_others_theirs() -> None:
    open_ = Connections(per_address=2, total=10)
    first = Line()
    assert open_.admit(first, "203.0.113.7")
    assert open_.admit(Line(), "203.0.113.7")
    assert not open_.admit(Line(), "203.0.113.7")
    assert not open_.admit(Line(), "::ffff:203.0.113.7")
    assert open_.admit(Line(), "203.0.113.8")
    open_.forget(first)
    assert open_.admit(Line(), "203.0.113.7")


def test_an_ipv6_subscriber_is_one_address() -> None:
    open_ = Connections(per_address=1, total=10)
    assert open_.admit(Line(), "2001:db8::1")
    assert not open_.admit(Line(), "2001:db8::2")
    assert open_.admit(Line(), "2001:db8:0:1::1")


def test_the_oldest_connection_between_two_requests_makes_room() -> None:
    open_ = Connections(per_address=3, total=10)
    lines = [Line(), Line(idle=True), Line(idle=True)]
    for line in lines:
        assert open_.admit(line, "203.0.113.7")
    assert open_.admit(Line(), "203.0.113.7")
    assert [line.closed for line in lines] == [False, True, False]
    assert len(open_) == 3


def test_where_all_are_taken_the_address_that_has_the_most_makes_room() -> None:
    open_ = Connections(per_address=0, total=3)
    few, first, second = Line(idle=True), Line(idle=True), Line(idle=True)
    assert open_.admit(few, "203.0.113.7")
    assert open_.admit(first, "203.0.113.8")
    assert open_.admit(second, "203.0.113.8")
    assert open_.admit(Line(), "203.0.113.9")
    assert [line.closed for line in (few, first, second)] == [False, True, False]
    assert not open_.admit(Line(), "203.0.113.9")  # none has more than this one by now
    assert len(open_) == 3


def test_all_addresses_together_have_a_limit() -> None:
    open_ = Connections(per_address=0, total=2)
    assert open_.admit(Line(), "203.0.113.7")
    assert open_.admit(Line(), "203.0.113.7")
    assert not open_.admit(Line(), "203.0.113.8")


def test_what_was_never_let_in_changes_nothing() -> None:
    open_ = Connections(per_address=1, total=1)
    refused = Line()
    assert open_.admit(Line(), "203.0.113.7")
    assert not open_.admit(refused, "203.0.113.7")
    open_.forget(refused)
    open_.forget(refused)
    assert len(open_) == 1


@pytest.mark.parametrize(
    ("soft", "hard", "asked", "connections"),
    [
        (1024, 1024, None, 1024 - 128),
        (1024, 1_048_576, 16_384, 16_384 - 128),
        (1_048_576, 1_048_576, None, 16_384 - 128),
        (1024, resource.RLIM_INFINITY, 16_384, 16_384 - 128),
        (resource.RLIM_INFINITY, resource.RLIM_INFINITY, None, 16_384 - 128),
        (100, 100, None, 64),
    ],
)
def test_connections_leave_descriptors_to_the_rest(
    soft: int, hard: int, asked: int | None, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: given.append(limits[0]))
    assert room() == connections
    assert given == ([] if asked is None else [asked])
