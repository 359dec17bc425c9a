"""Rasa actions, one thin module per topic: read the tracker, ask ``bot.answers``, send the reply."""
