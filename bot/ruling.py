"""Which rule applies, as Rasa's rule policy finds it, without comparing each rule with each state at every turn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

_MOST = 2000
"""States of which the rules are remembered: an intent or an action makes one, and there are some two hundred."""

Found = tuple[str | None, str | None, bool]

_find_action_from_rules = RulePolicy._find_action_from_rules


def install() -> None:
    """Put the quicker search in the place of Rasa's, in this process."""
    RulePolicy._get_possible_keys = _possible_keys
    RulePolicy._find_action_from_rules = _found


def _possible_keys(policy: RulePolicy, lookup: Mapping[str, str], states: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the rules that the last states allow: those that each of them allows, remembered by state."""
    possible = set(lookup)
    for ago, state in enumerate(reversed(states)):
        possible &= _allowed(policy, lookup, ago, state)
    return possible


def _allowed(policy: RulePolicy, lookup: Mapping[str, str], ago: int, state: Mapping[str, Any]) -> frozenset[str]:
    known: dict[tuple[int, int, str], frozenset[str]] = policy.__dict__.setdefault("_allowed", {})
    seen = [state.get(kind, {}).get(name) for kind, name in _looked_at(policy, lookup)]
    key = id(lookup), ago, json.dumps([bool(state.get(PREVIOUS_ACTION)), *seen])
    if (found := known.get(key)) is None:
        if len(known) >= _MOST:
            known.clear()
        found = known[key] = frozenset(rule for rule in lookup if policy._is_rule_applicable(rule, ago, state))
    return found


def _looked_at(policy: RulePolicy, lookup: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what the rules look at in a state; most have entities besides, which make each of them another one."""
    known: dict[int, list[tuple[str, str]]] = policy.__dict__.setdefault("_looked_at", {})
    if id(lookup) not in known:
        states = (state for rule in lookup for state in policy._rule_key_to_state(rule))
        known[id(lookup)] = sorted({(kind, name) for state in states for kind, of in state.items() for name in of})
    return known[id(lookup)]


def _found(
    policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
) -> Found:
    """Return what the rules say next; nothing for the text of a message where no rule looks at it."""
    if use_text_for_last_user_input and tracker.active_loop_name is None and not _some_read_text(policy):
        return None, None, False
    found: Found = _find_action_from_rules(policy, tracker, domain, use_text_for_last_user_input)
    return found


def _some_read_text(policy: RulePolicy) -> bool:
    """Return whether a rule goes on from a message without naming its intent."""
    known: dict[str, Any] = policy.__dict__
    if "_some_read_text" not in known:
        last = [policy._rule_key_to_state(rule)[-1] for rule in policy.lookup[RULES]]
        heard = [each for each in last if each.get(PREVIOUS_ACTION, {}).get(ACTION_NAME) == ACTION_LISTEN_NAME]
        known["_some_read_text"] = any(INTENT not in each.get(USER, {}) for each in heard)
    return bool(known["_some_read_text"])
