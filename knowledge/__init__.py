"""What Bémo knows: figures, territories and occupations, without any dependency on Rasa or a channel."""
