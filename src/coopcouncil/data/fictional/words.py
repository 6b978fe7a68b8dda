"""Names nobody bears: coined words, coined surnames, and names that have not been given out yet."""

import re
from random import Random

_HEADS = (
    "Quil",
    "Thrap",
    "Ostle",
    "Wend",
    "Brack",
    "Sedge",
    "Tolle",
    "Pell",
    "Grim",
    "Marro",
    "Vexley",
    "Dunstra",
    "Eldra",
    "Fenni",
    "Gorse",
    "Hythe",
    "Ister",
    "Jarra",
    "Kelda",
    "Lorri",
    "Morda",
    "Nesta",
    "Orla",
    "Pondra",
    "Quarra",
    "Rushi",
    "Scarra",
    "Tansa",
    "Umber",
    "Velda",
    "Wisp",
    "Yarra",
    "Zelda",
    "Cotta",
    "Birka",
    "Askel",
)
_TAILS = (
    "wick",
    "dyke",
    "holme",
    "mere",
    "thorpe",
    "beck",
    "garth",
    "lode",
    "stowe",
    "croft",
    "march",
    "sluice",
    "bourne",
    "haven",
    "rigg",
    "wold",
    "fleet",
    "spire",
    "loom",
    "reach",
)
_SURNAME_HEADS = (
    "Oller",
    "Tarn",
    "Grave",
    "Hex",
    "Pum",
    "Ridd",
    "Stick",
    "Thwai",
    "Winn",
    "Yax",
    "Crimp",
    "Dob",
    "Fother",
    "Gimble",
    "Hassel",
    "Kempe",
    "Ludder",
    "Mickle",
    "Nunn",
    "Otter",
)
_SURNAME_TAILS = (
    "thwick",
    "ington",
    "lebury",
    "worthy",
    "sdale",
    "phrey",
    "mantle",
    "acott",
    "gill",
    "strow",
    "quist",
    "rowby",
)
_INITIALS = "ABCDEFGHJKLMNPRSTW"
_TITLES = ("Mr", "Mrs", "Ms", "Miss", "Dr")


class NameBook:
    """Hands out coined names and never the same one twice, however it is punctuated."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._words = [(head + tail).replace("lll", "ll") for head in _HEADS for tail in _TAILS]
        random.shuffle(self._words)
        self._next = 0
        self._given: set[str] = set()

    def word(self) -> str:
        """A coined word; all are used before the first comes again."""
        self._next += 1
        return self._words[self._next % len(self._words)]

    def surname(self) -> str:
        """A coined surname."""
        return self._random.choice(_SURNAME_HEADS) + self._random.choice(_SURNAME_TAILS)

    def person(self) -> str:
        """A coined person's name as a ledger prints it."""
        return f"{self._random.choice(_TITLES)} {self._random.choice(_INITIALS)} {self.surname()}"

    def trader(self) -> str:
        """An initial and a coined surname, as people trade under their own name."""
        return f"{self._random.choice(_INITIALS)} {self.surname()}"

    def take(self, name: str) -> bool:
        """Whether `name` was still free; it is taken afterwards."""
        folded = fold(name)
        if folded in self._given:
            return False
        self._given.add(folded)
        return True


def fold(name: str) -> str:
    """A name without case, punctuation or the usual endings, to tell whether two would be taken for one."""
    words = re.findall(r"[a-z0-9]+", name.lower().replace("&", " and ").replace("'", ""))
    return " ".join(word for word in words if word not in {"limited", "ltd", "plc", "llp", "cic", "the"})
