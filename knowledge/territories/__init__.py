"""Communes, bassins d'emploi, EPCI, départements, régions: official codes, names and how they nest."""
