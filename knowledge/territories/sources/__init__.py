"""Importers of the published files about territories, one module per source."""
