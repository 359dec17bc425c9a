"""What a person sees and does on Telegram."""
