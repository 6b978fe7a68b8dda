"""How far actions are: notes, what holds them up, reviews, what shows them done, and the committee's decision."""
