"""Channels: how people reach the assistant. Each one hands plain text over and renders the replies it gets."""

REST_TOKEN_VARIABLE = "BEMO_REST_TOKEN"  # noqa: S105 — the environment variable that holds the token, where there is one
