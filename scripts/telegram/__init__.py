"""Bémo on Telegram, tried offline: a conversation through a Bot API of our own, written as a phone shows it."""
