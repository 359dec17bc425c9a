"""Channels: how people reach the assistant. Each one hands plain text over and renders the replies it gets."""
