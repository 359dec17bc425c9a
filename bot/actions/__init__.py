"""Rasa actions, one thin module per topic: read the tracker, ask ``bot.answers``, send the reply."""

import os

# The action server has no authentication, and Rasa's default is to listen everywhere (`rasa run actions`).
os.environ.setdefault("SANIC_HOST", "127.0.0.1")
