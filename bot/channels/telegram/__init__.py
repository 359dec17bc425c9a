"""The assistant on Telegram: updates stored before they are acknowledged, played in order, answered once.

Nothing here is imported unless TELEGRAM_TOKEN is set.
"""
