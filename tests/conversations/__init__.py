"""Whole conversations, in folders by behaviour, named as sentences (see ``dialogue.py`` for their format)."""
