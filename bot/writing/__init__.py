"""How answers are written: French, figures with their bounds, what they mean."""
