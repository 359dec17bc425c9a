"""What a figure can be asked, and what it is worth: one typed query, one evaluation, certain intervals."""
