"""What stands between an open port and Sanic 21.12, which Rasa 3.6 needs and nobody mends any more.

`heads` says what is wrong with the head of a request, `http` stops what is wrong before Sanic reads it, `connections`
counts who is there, `quota` keeps the log short. `install` puts all of it on a server.
"""

from bot.guard.install import LOOPBACK_NAMES, install

__all__ = ["LOOPBACK_NAMES", "install"]
