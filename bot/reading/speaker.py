"""Who speaks: what each message shows of it adds up over the conversation, and only much of it names a role."""

from __future__ import annotations

import math
from collections.abc import Mapping

WHO = "who"
"""The head that says it of one message, and where the message keeps its answer."""
JOB_SEEKER, EMPLOYER, ELECTED, ANYBODY = "job_seeker", "employer", "elected_official", "other"
ROLES = frozenset({JOB_SEEKER, EMPLOYER, ELECTED})
_PART = 0.5
"""What one message weighs: two of the same conversation often show the same thing."""
_LEAST = 1e-3
_SURE = 0.8
"""Of 506 turns left out, a role is told in 229, and is the right one in 92 % of them."""


def role_written(who: str) -> str:
    """Return the answer of the head for who writes a conversation of the corpus."""
    return who if who in ROLES else ANYBODY


def with_message(before: Mapping[str, float], likely: Mapping[str, float]) -> dict[str, float]:
    """Return the evidence for each role (log odds) after a message whose head finds them ``likely``."""
    return {role: before.get(role, 0.0) + _PART * math.log(each + _LEAST) for role, each in likely.items()} or {
        **before
    }


def role_shown(evidence: Mapping[str, float]) -> str:
    """Return who speaks by the evidence until now, "" unless it is quite sure."""
    if not evidence:
        return ""
    best = max(evidence, key=lambda role: evidence[role])
    total = sum(math.exp(each - evidence[best]) for each in evidence.values())
    return best if best in ROLES and 1 / total >= _SURE else ""
