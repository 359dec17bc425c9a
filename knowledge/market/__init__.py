"""Live data of France Travail: job offers, companies that hire, the labour market, free text to a trade."""
