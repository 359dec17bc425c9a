"""Documents of answers, from the embedded base."""

from tests.answers.conftest import knowledge
from tests.charts.conftest import document_of

__all__ = ["document_of", "knowledge"]
