"""Who does a métier in France: pay, diploma, hours, contract, part time, women (Dares, 2017-2019)."""
