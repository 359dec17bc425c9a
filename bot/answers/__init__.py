"""From a question frame and the knowledge base to a French reply. No Rasa, no channel, no SQL here."""
