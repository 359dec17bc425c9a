"""Bémo against the stock Rasa pipeline, in one run, on the same data and actions (`make bench`)."""
