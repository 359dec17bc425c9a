"""Occupations: BMO métiers (FAP2009, FAP2021), ROME codes and job titles, sectors, everyday words."""
