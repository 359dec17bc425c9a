"""Two runs at once: one waits for the other, each has its folder, and a dead one holds nothing."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.alone import alone, own_folder, own_port
from bot.processes import free_port
from knowledge.paths import PROJECT

_HOLD = """
import sys
from pathlib import Path
import pytest

from bot.alone import alone, own_folder, own_port
from bot.processes import free_port
with {how}(Path(sys.argv[1]){more}) as held:
    print(held, flush=True)
    sys.stdin.read()
"""


def _holder(path: Path, how: str, more: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _HOLD.format(how=how, more=more), str(path)]
    holder = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    holder.said = holder.stdout.readline().strip()  # type: ignore[attr-defined]
    return holder


@pytest.mark.parametrize("end", [subprocess.Popen.communicate, subprocess.Popen.kill])
def test_one_waits_until_the_other_is_done_or_dead(
    end: Callable[[subprocess.Popen[str]], None], tmp_path: Path
) -> None:
    lock = tmp_path / "folder" / "lock"
    waited: list[float] = []
    with _holder(lock, "alone", ", print") as holder:

        def told(seconds: float) -> None:
            waited.append(seconds)
            if len(waited) == 2:
                end(holder)

        with alone(lock, told):
            assert len(waited) >= 2


def test_nobody_waits_where_nobody_is(tmp_path: Path) -> None:
    for _ in range(2):
        with alone(tmp_path / "lock", lambda _: 1 / 0):  # type: ignore[arg-type]
            pass


def test_each_run_has_its_folder_and_the_next_takes_one_that_is_free(tmp_path: Path) -> None:
    with _holder(tmp_path, "own_folder") as first, _holder(tmp_path, "own_folder") as second:
        assert first.said == str(tmp_path)  # type: ignore[attr-defined]
        assert second.said == str(tmp_path / "2")  # type: ignore[attr-defined]
        with own_folder(tmp_path) as third:
            assert third == tmp_path / "3"
        first.kill()
        first.wait()
        with own_folder(tmp_path) as next_one:
            assert next_one == tmp_path
        second.kill()


def test_a_port_is_claimed_by_one_run_until_it_ends() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux has names of sockets that go with the process")
    port = free_port()
    with own_port(port) as first, own_port(port) as second, own_port(free_port()) as other:
        assert (first, second, other) == (True, False, True)
    with own_port(port) as again, own_port(0) as any_port, own_port(0) as any_other:
        assert again and any_port and any_other  # noqa: PT018
