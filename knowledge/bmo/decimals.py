"""Sums that keep their decimals: the surveys of 2016 to 2018 are weighted estimates (81.6201… projects)."""

from __future__ import annotations

_PLACES = 6


def plain(value: float) -> float:
    """Return a sum read from the base without the noise of floats, exact to 1e-6; an int when it is whole.

    >>> plain(53985.30999999998), plain(86268.0)
    (53985.31, 86268)
    """
    whole = int(value)
    if whole == value:
        return whole
    kept = round(value, _PLACES)
    return int(kept) if kept == int(kept) else kept
