"""The web channel: the page, its JSON API and the files of its answers, served by the Rasa server itself."""

from bot.channels.web.channel import WebChannel

__all__ = ["WebChannel"]
