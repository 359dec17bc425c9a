"""Bémo, the assistant: understanding (nlu), question frame, answers, actions and channels."""
