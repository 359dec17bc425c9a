"""Bémo tried offline: servers that answer as the APIs of France Travail, with fictional offers, companies, figures."""
