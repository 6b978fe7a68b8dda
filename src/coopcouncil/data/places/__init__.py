"""Postcodes, areas, and what is inside, next to or far from a council."""

from coopcouncil.data.places.councils import CouncilArea, CouncilSearch, council_areas, find_council
from coopcouncil.data.places.loading import PlacesResult, load_places
from coopcouncil.data.places.placing import place_postcodes
from coopcouncil.data.places.recognition import PlacesFileError, PlacesKind, recognise

__all__ = [
    "CouncilArea",
    "CouncilSearch",
    "PlacesFileError",
    "PlacesKind",
    "PlacesResult",
    "council_areas",
    "find_council",
    "load_places",
    "place_postcodes",
    "recognise",
]
