"""People registered with France Travail: by territory and month, and by ROME and bassin in 2021."""
