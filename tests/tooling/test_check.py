"""`make test`: everything runs, and one summary says how it went."""

from scripts.check import CHECKS, Check, run_all, summary


def command(code: str, name: str, *needs: str) -> Check:
    return Check(name, ("-c", code), needs)


def test_a_failure_hides_nothing_but_what_stands_on_it() -> None:
    outcomes = run_all(
        (
            command("raise SystemExit(3)", "ground"),
            command("raise AssertionError", "house", "ground"),
            command("pass", "roof", "house"),
            command("pass", "garden"),
        )
    )

    assert [outcome.state for outcome in outcomes] == ["failed", "skipped", "skipped", "ok"]
    assert "3 of 4 checks did not pass" in summary(outcomes, 60.0)


def test_all_is_well() -> None:
    outcomes = run_all((command("pass", "garden"),))
    assert "all 1 checks passed" in summary(outcomes, 60.0)


def test_one_that_runs_beside_is_told_in_its_place() -> None:
    slow = Check("slow", ("-c", "import time; time.sleep(0.5); raise SystemExit(1)"), beside=True)
    outcomes = run_all((slow, command("pass", "quick"), command("pass", "last")))
    assert [(outcome.check.name, outcome.state) for outcome in outcomes] == [
        ("slow", "failed"),
        ("quick", "ok"),
        ("last", "ok"),
    ]
    assert "1 of 3 checks did not pass in 1.0 min" in summary(outcomes, 60.0)


def test_none_needs_one_that_runs_beside() -> None:
    beside = {check.name for check in CHECKS if check.beside}
    assert beside
    assert all(beside.isdisjoint(check.needs) for check in CHECKS)


def test_each_need_is_a_check_that_comes_before() -> None:
    names = [check.name for check in CHECKS]
    for position, check in enumerate(CHECKS):
        assert set(check.needs) <= set(names[:position])
