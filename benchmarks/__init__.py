"""How fast it is (`make bench`): no test judges a duration, these tables do, against aims or stock Rasa."""
