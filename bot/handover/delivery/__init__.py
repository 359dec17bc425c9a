"""How letters leave: written, sent by mail or to a Zammad, else put in files; by one worker at a time for each."""
