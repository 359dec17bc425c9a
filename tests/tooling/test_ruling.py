"""The quicker search of a rule finds what Rasa's finds."""

import json

import pytest
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import ruling

_LISTENING = {"action_name": "action_listen"}
_RULES = {
    json.dumps([{"prev_action": _LISTENING, "user": {"intent": intent}}]): f"action_{intent}" for intent in ("a", "b")
}
_STATES = [[{"prev_action": _LISTENING, "user": {"intent": intent}}] for intent in ("a", "b", "c", "a")]


def _policy(rules: dict[str, str]) -> RulePolicy:
    policy = RulePolicy.__new__(RulePolicy)
    policy.lookup = {RULES: rules}
    return policy


@pytest.mark.parametrize("states", _STATES)
def test_the_rules_a_state_allows_are_those_that_rasa_finds(states: list[dict[str, dict[str, str]]]) -> None:
    policy = _policy(_RULES)
    for _ in range(2):  # the second time, as remembered
        assert ruling._possible_keys(policy, _RULES, states) == RulePolicy._get_possible_keys(policy, _RULES, states)


@pytest.mark.parametrize(("user", "read"), [({"intent": "a"}, False), ({"text": "bonjour"}, True)])
def test_the_text_is_looked_at_only_where_a_rule_does(user: dict[str, str], read: bool) -> None:
    policy = _policy({json.dumps([{"prev_action": _LISTENING, "user": user}]): "action_a"})
    assert ruling._some_read_text(policy) is read


def test_no_rule_is_found_for_the_text_where_none_looks_at_it() -> None:
    tracker = DialogueStateTracker.from_events("a", [ActionExecuted("action_listen"), UserUttered("x", {"name": "a"})])
    assert ruling._found(_policy(_RULES), tracker, Domain.empty(), True) == (None, None, False)
