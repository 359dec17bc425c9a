"""What anyone outside can cause is one line a minute in the log."""

import logging
from collections.abc import Callable, Iterator

import pytest

from bot.guard.quota import Quota

Alarms = list[Callable[[], None]]


@pytest.fixture
def alarms() -> Alarms:
    return []


@pytest.fixture
def logger(alarms: Alarms) -> Iterator[logging.Logger]:
    logger = logging.getLogger("tests.quota")
    quota = Quota(lambda _seconds, call: alarms.append(call))
    logger.addFilter(quota)
    yield logger
    logger.removeFilter(quota)


def refuse(logger: logging.Logger, times: int = 1) -> None:
    for _ in range(times):
        logger.warning("Refused")


def minute(alarms: Alarms) -> None:
    """Let the minute of each kind end."""
    due, alarms[:] = alarms[:], []
    for call in due:
        call()


def test_the_first_line_passes_and_the_others_are_counted(
    logger: logging.Logger, alarms: Alarms, caplog: pytest.LogCaptureFixture
) -> None:
    refuse(logger, 1451)
    assert caplog.messages == ["Refused"]
    minute(alarms)
    assert caplog.messages == ["Refused", "Refused (1,450 more in a minute)"]
    refuse(logger)
    minute(alarms)
    assert caplog.messages[2:] == ["Refused (1 more in a minute)"]
    minute(alarms)
    assert not alarms
    refuse(logger)
    assert caplog.messages[3:] == ["Refused"]


def test_each_kind_has_its_line(logger: logging.Logger, caplog: pytest.LogCaptureFixture) -> None:
    for kind in ("length", "host", "length", "host"):
        logger.warning("Refused: %s", kind, extra={"kind": kind})
    assert caplog.messages == ["Refused: length", "Refused: host"]


def test_what_differs_by_a_detail_from_outside_is_one_kind(
    logger: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    for path in ("/a", "/b", "/c"):
        logger.error(f"{path} body not consumed.")
    assert caplog.messages == ["/a body not consumed."]


def test_before_the_server_runs_nothing_is_held_back(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("tests.quota.early")
    logger.addFilter(Quota())
    for _ in range(3):
        logger.warning("Early")
    assert caplog.messages == ["Early"] * 3
