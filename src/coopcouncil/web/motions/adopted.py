"""What is to be done when the council carries a motion: other apps put it on this list when they start."""

from collections.abc import Callable

from coopcouncil.web.motions.models import Motion, Text
from coopcouncil.web.people.models import Person

# (the motion, the adopted text, by whom): called in the transaction of the vote, before its entry in the record
ADOPTED: list[Callable[[Motion, Text, Person], None]] = []
