"""Understanding: graph components that link places and occupations, read details, and name the intent."""
