"""Exactness: questions asked to the live servers, compared with the truth of the raw workbooks."""

from __future__ import annotations

from collections import Counter

from bot.servers import Servers
from tests.live.asked import missed, questions
from tests.questions.noise import FORMS

TARGET = 0.95
LARGEST_DROP = 0.05


def test_figures_are_exact(live: Servers) -> None:
    """At least 95 % of the questions get the right territory, occupation, measure, year and numbers."""
    expected = questions()
    faults = missed(live, expected)
    rate = 1 - len(faults) / len(expected)
    topics = Counter(each["topic"] for each in expected.values())
    print(f"\nquestions: {rate:.1%} of {len(expected)} right ({dict(topics)})")
    for name, found in faults.items():
        print(f"  [{name}] {expected[name]['question']}\n      {'; '.join(found)}")
    assert rate >= TARGET


def test_noise_costs_little(live: Servers) -> None:
    """Without accents, with a typo, in SMS or with courtesies, at most 5 points are lost."""
    expected = questions()
    plain = 1 - len(missed(live, expected)) / len(expected)
    rates = {}
    for name, form in FORMS.items():
        faults = missed(live, expected, form)
        rates[name] = 1 - len(faults) / len(expected)
        print(f"\n{name}: {rates[name]:.1%} right ({plain:.1%} without noise)")
        for each in faults:
            print(f"  [{each}] {form(expected[each]['question'])}: {'; '.join(faults[each])[:160]}")
    assert min(rates.values()) >= plain - LARGEST_DROP
