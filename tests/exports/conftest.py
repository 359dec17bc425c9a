"""Payloads of answers, from the embedded base."""

from tests.answers.conftest import knowledge
from tests.charts.conftest import payload_of

__all__ = ["knowledge", "payload_of"]
