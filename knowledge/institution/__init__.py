"""What Bémo can say of the survey and of the institution: dated, sourced entries and events, kept in two YAML files."""
