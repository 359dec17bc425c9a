"""How a message becomes an act: what is asked, of what, and what is only background."""
