"""Personal data in what people type: found to warn them, and taken out of whatever is kept.

``patterns``: numbers, addresses, names said as such. ``sensitive``: what must not be kept at all. ``people``: names
that only a model of the language finds, in a process of its own. ``keeping``: what may be kept of a text.
"""

from bot.privacy.patterns import PRIVACY_NOTE, cautioned, personal_data

__all__ = ["PRIVACY_NOTE", "cautioned", "personal_data"]
