"""Rasa actions, one thin module per topic: read the tracker, ask ``bot.answers``, send the reply."""

from bot.settings import set_default, settings

# The action server has no authentication, and Rasa's default is to listen everywhere (`rasa run actions`).
set_default("SANIC_HOST", "127.0.0.1")
# What is set wrong stops the server here, not the first person who asks.
settings()
