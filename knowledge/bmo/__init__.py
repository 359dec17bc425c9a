"""The survey "Besoins en Main-d'Œuvre" (BMO) of France Travail."""
