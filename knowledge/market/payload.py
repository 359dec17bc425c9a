"""What an API answers, checked: a field that is null is one that is absent, an unknown one is left aside."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, root_validator


class Payload(BaseModel):
    """A JSON object of an answer."""

    @root_validator(pre=True)
    def _without_null(cls, values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805 — a class method for pydantic
        return {name: value for name, value in values.items() if value is not None}
