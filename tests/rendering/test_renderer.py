"""The rendering process: one task at a time, kept apart from the turns."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.rendering.renderer import BusyError, Renderer, RenderError

_WORKER = """
import os, time
from bot.rendering import worker
from bot.rendering.tasks import NothingToRenderError

def nothing(subject):
    raise NothingToRenderError

def fail(subject):
    raise ValueError("boum")

def lost_once(subject):
    path, number = subject
    if os.path.exists(path):
        return b"made"
    open(path, "w").close()
    os.kill(os.getpid(), number)

def count_and_die(path):
    with open(path, "ab") as tries:
        tries.write(b"x")
    os._exit(1)

worker.TASKS = {
    "echo": lambda subject: subject.encode(),
    "loud": lambda subject: (print("on stdout", flush=True), subject.encode())[1],
    "big": lambda subject: b"x" * 5_000_000,
    "pid": lambda subject: str(os.getpid()).encode(),
    "slow": lambda subject: time.sleep(subject) or b"late",
    "nothing": nothing,
    "fail": fail,
    "die": lambda subject: os._exit(1),
    "lost once": lost_once,
    "count and die": count_and_die,
}
worker.main()
"""


def with_renderer(talk: Callable[[Renderer], Awaitable[None]], **options: float) -> None:
    async def session() -> None:
        renderer = Renderer([sys.executable, "-c", _WORKER], **options)  # type: ignore[arg-type]
        try:
            await talk(renderer)
        finally:
            renderer.close()

    asyncio.run(session())


def patient_from_then_on(renderer: Renderer, at_first: float) -> None:
    """Wait ``at_first`` seconds for the process there is, and two minutes for the one that takes its place."""
    close = renderer.close

    def closed() -> None:
        renderer._timeout = 120
        close()

    renderer._timeout = at_first
    renderer.close = closed  # type: ignore[method-assign]


def test_it_says_what_is_made_already() -> None:
    async def talk(renderer: Renderer) -> None:
        assert not renderer.has("echo", "un")
        await renderer.render("echo", "un")
        assert renderer.has("echo", "un")
        assert not renderer.has("echo", "deux")
        assert not renderer.has("loud", "un")

    with_renderer(talk)


def test_what_was_made_too_long_ago_is_made_again() -> None:
    async def talk(renderer: Renderer) -> None:
        await renderer.render("echo", "un")
        assert not renderer.has("echo", "un")

    with_renderer(talk, cache_seconds=0)


def test_documents_of_any_size_and_none() -> None:
    async def talk(renderer: Renderer) -> None:
        assert await renderer.render("echo", "é") == "é".encode()
        assert await renderer.render("loud", "a") == b"a"
        assert len(await renderer.render("big", 0) or b"") == 5_000_000
        assert await renderer.render("nothing", 0) is None

    with_renderer(talk)


def test_a_document_is_made_once() -> None:
    async def talk(renderer: Renderer) -> None:
        first, second = await asyncio.gather(renderer.render("pid", 1), renderer.render("pid", 1))
        assert first == second == await renderer.render("pid", 2)
        renderer.close()
        assert await renderer.render("pid", 1) == first  # kept
        assert await renderer.render("pid", 3) != first  # made by another process

    with_renderer(talk)


def test_few_documents_are_kept() -> None:
    async def talk(renderer: Renderer) -> None:
        first = await renderer.render("pid", 1)
        await renderer.render("big", 1)
        renderer.close()
        assert await renderer.render("pid", 1) != first

    with_renderer(talk, cache_bytes=1000)


def test_a_failure_is_told_and_the_next_task_is_done() -> None:
    async def talk(renderer: Renderer) -> None:
        for name in ("fail", "unknown", "die"):
            with pytest.raises(RenderError):
                await renderer.render(name, 1)
        assert await renderer.render("echo", "a") == b"a"

    with_renderer(talk)


def test_a_task_that_takes_too_long_is_stopped() -> None:
    async def talk(renderer: Renderer) -> None:
        patience = renderer._timeout
        renderer._timeout = 0.1
        with pytest.raises(RenderError):
            await renderer.render("slow", 1000)
        renderer._timeout = patience
        assert await renderer.render("echo", "a") == b"a"

    with_renderer(talk, timeout=120)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_that_died_or_hangs_is_replaced_and_nobody_sees_it(number: signal.Signals) -> None:
    async def talk(renderer: Renderer) -> None:
        first = int(await renderer.render("pid", 1) or 0)
        os.kill(first, number)
        patient_from_then_on(renderer, at_first=1 if number == signal.SIGSTOP else 120)
        assert int(await renderer.render("pid", 2) or first) != first

    with_renderer(talk, timeout=120)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_lost_while_it_works_is_replaced(number: signal.Signals, tmp_path: Path) -> None:
    async def talk(renderer: Renderer) -> None:
        await renderer.render("pid", 1)
        patient_from_then_on(renderer, at_first=3 if number == signal.SIGSTOP else 120)
        assert await renderer.render("lost once", [str(tmp_path / "lost"), int(number)]) == b"made"

    with_renderer(talk, timeout=120)


def test_a_task_is_tried_twice_at_most(tmp_path: Path) -> None:
    async def talk(renderer: Renderer) -> None:
        with pytest.raises(RenderError):
            await renderer.render("count and die", str(tmp_path / "tried"))

    with_renderer(talk)
    assert (tmp_path / "tried").read_bytes() == b"xx"


def test_few_tasks_may_wait() -> None:
    async def talk(renderer: Renderer) -> None:
        waiting = [asyncio.ensure_future(renderer.render("slow", 0.1 * n)) for n in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await renderer.render("echo", "a")
        assert await asyncio.gather(*waiting) == [b"late"] * 2
        assert await renderer.render("echo", "a") == b"a"

    with_renderer(talk, max_waiting=2)


def test_the_process_ends_when_there_is_nothing_to_do() -> None:
    async def talk(renderer: Renderer) -> None:
        first = await renderer.render("pid", 1)
        while renderer._process is not None:
            await asyncio.sleep(0.01)
        assert await renderer.render("pid", 2) != first

    with_renderer(talk, idle_seconds=0.2)
