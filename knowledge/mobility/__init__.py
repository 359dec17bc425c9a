"""Which trades are near a trade (ROME, France Travail)."""
