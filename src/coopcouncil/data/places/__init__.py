"""Postcodes and areas: inside the council, bordering, in the region, elsewhere."""
