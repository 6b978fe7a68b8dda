"""A supplier's name to an organisation, with a score and its reason; people's judgements."""
