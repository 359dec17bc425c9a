"""Errors a person can act upon: their message is a clear French sentence."""

from __future__ import annotations


class KnowledgeError(Exception):
    """Something known is missing or wrong; ``str(error)`` is a French sentence fit for the user."""


class SettingsError(KnowledgeError):
    """What is set from outside cannot be: one sentence a line for each thing to change."""


class NotHeldError(KnowledgeError):
    """The base holds no figures of a place, or only its totals where métiers are asked."""


class ImportRefusedError(KnowledgeError):
    """A file cannot be loaded; the message names the file and, where known, sheet, row and column."""


class BaseUnavailableError(KnowledgeError):
    """The base of figures cannot be read (absent, locked, server down)."""
