"""The job that deletes what is too old, in the server, apart from any turn."""

from __future__ import annotations

import asyncio
import logging
from datetime import date

from bot.feedback.store import feedback_store

_SECONDS_BETWEEN = 3600.0  # a purge is done once a day; more often, so that none is missed

logger = logging.getLogger(__name__)


async def keep_purging() -> None:
    """Purge now and then, until cancelled."""
    while True:
        if deleted := await asyncio.to_thread(feedback_store().purge, date.today()):
            logger.info("%d records too old were deleted.", deleted)
        await asyncio.sleep(_SECONDS_BETWEEN)
