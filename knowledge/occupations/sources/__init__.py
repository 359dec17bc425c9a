"""One module per published file of occupations; each reads its file as it is and returns typed rows."""
