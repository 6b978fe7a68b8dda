"""The invented county: its districts, the authorities around it, their towns and their postcodes.

No area here exists. Postcode areas ZF, ZB, ZR and ZY and GSS codes from 900 upwards are not given to any real place.
"""

from dataclasses import dataclass
from random import Random

COUNCIL = "Fenmarsh County Council"
COUNTY_CODE = "E10000901"
REGION = "Eastern Marches"


@dataclass(frozen=True, slots=True)
class Area:
    """One invented authority: `nearness` is inside, bordering, region or elsewhere, as seen from the county.

    `towns` pairs each town with its outcode; `tier` is the local authority list's own code for its kind.
    """

    letters: str
    code: str
    name: str
    official_name: str
    tier: str
    county_letters: str
    nearness: str
    region: str
    towns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Address:
    """Where an organisation is: a postcode, its town and its district or unitary authority."""

    street: str
    town: str
    postcode: str
    area: Area


AREAS: tuple[Area, ...] = (
    Area(
        "ZSA",
        "E07000901",
        "Saltholme",
        "Saltholme Borough Council",
        "NMD",
        "ZFM",
        "inside",
        REGION,
        (("Saltholme", "ZF1"), ("Harrowfleet", "ZF2"), ("Cold Wharram", "ZF3")),
    ),
    Area(
        "ZWE",
        "E07000902",
        "Wetherdrove",
        "Wetherdrove District Council",
        "NMD",
        "ZFM",
        "inside",
        REGION,
        (("Wetherdrove", "ZF4"), ("Nether Sallow", "ZF5")),
    ),
    Area(
        "ZLD",
        "E07000903",
        "Long Drove",
        "Long Drove District Council",
        "NMD",
        "ZFM",
        "inside",
        REGION,
        (("Droveham", "ZF6"), ("Eelmere", "ZF7"), ("St Wendra", "ZF8")),
    ),
    Area(
        "ZMA",
        "E07000904",
        "Marrowfield",
        "Marrowfield District Council",
        "NMD",
        "ZFM",
        "inside",
        REGION,
        (("Marrowfield", "ZF9"), ("Sedgeholt", "ZF10")),
    ),
    Area(
        "ZOS",
        "E07000905",
        "Osterwyke",
        "Osterwyke City Council",
        "NMD",
        "ZFM",
        "inside",
        REGION,
        (("Osterwyke", "ZF11"), ("Osterwyke Quays", "ZF12"), ("Millgarth", "ZF13")),
    ),
    Area(
        "ZQU",
        "E06000911",
        "Quarrendale",
        "Quarrendale Council",
        "UA",
        "",
        "bordering",
        REGION,
        (("Quarrendale", "ZB1"), ("Upper Quarren", "ZB2")),
    ),
    Area(
        "ZPA",
        "E06000912",
        "Port Averil",
        "Port Averil City Council",
        "UA",
        "",
        "bordering",
        REGION,
        (("Port Averil", "ZB3"),),
    ),
    Area(
        "ZEA",
        "E07000913",
        "Eastwold",
        "Eastwold District Council",
        "NMD",
        "ZHS",
        "bordering",
        REGION,
        (("Eastwold Cross", "ZB4"), ("Tharby", "ZB5")),
    ),
    Area(
        "ZTH",
        "E07000914",
        "Thornmere",
        "Thornmere Borough Council",
        "NMD",
        "ZHS",
        "bordering",
        "Northern Vales",
        (("Thornmere", "ZB6"),),
    ),
    Area(
        "ZSV",
        "E06000921",
        "Sandlow Vale",
        "Sandlow Vale Council",
        "UA",
        "",
        "region",
        REGION,
        (("Sandlow", "ZR1"), ("Winnowby", "ZR2")),
    ),
    Area("ZGP", "E06000922", "Great Pell", "Great Pell Council", "UA", "", "region", REGION, (("Great Pell", "ZR3"),)),
    Area(
        "ZBR",
        "E06000931",
        "Brackenforth",
        "Brackenforth City Council",
        "UA",
        "",
        "elsewhere",
        "Northern Vales",
        (("Brackenforth", "ZY1"), ("Ironhythe", "ZY2")),
    ),
    Area(
        "ZKI",
        "E09000932",
        "Kingsholt",
        "London Borough of Kingsholt",
        "LBO",
        "",
        "elsewhere",
        "Capital Wards",
        (("Kingsholt", "ZY4"), ("Kingsholt Basin", "ZY5")),
    ),
    Area(
        "ZCA",
        "E08000933",
        "Calderby",
        "Calderby Metropolitan Borough Council",
        "MD",
        "",
        "elsewhere",
        "Western Dales",
        (("Calderby", "ZY7"),),
    ),
)

COUNTIES: tuple[tuple[str, str, str, str], ...] = (
    ("ZFM", COUNTY_CODE, "Fenmarsh", COUNCIL),
    ("ZHS", "E10000902", "Hollinshire", "Hollinshire County Council"),
)

# Pairs of letters that share a border; each is written both ways.
BORDERS: tuple[tuple[str, str], ...] = (
    ("ZSA", "ZWE"),
    ("ZSA", "ZLD"),
    ("ZWE", "ZLD"),
    ("ZLD", "ZMA"),
    ("ZMA", "ZOS"),
    ("ZWE", "ZOS"),
    ("ZSA", "ZQU"),
    ("ZWE", "ZPA"),
    ("ZMA", "ZEA"),
    ("ZLD", "ZTH"),
    ("ZOS", "ZEA"),
    ("ZQU", "ZSV"),
    ("ZEA", "ZGP"),
    ("ZTH", "ZBR"),
    ("ZEA", "ZTH"),
    ("ZKI", "ZSV"),
)

# How the county's suppliers spread over the four kinds of place.
NEARNESS_WEIGHTS: dict[str, float] = {"inside": 0.58, "bordering": 0.14, "region": 0.08, "elsewhere": 0.20}

POSTCODES_A_TOWN = 60
_INCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_STREETS = (
    "Staithe Road",
    "Lode Street",
    "Sluice Lane",
    "Market Hill",
    "Corn Row",
    "Chapel Drove",
    "Wharf Street",
    "Station Approach",
    "Eau Bank",
    "Mill Causeway",
    "Priory Gate",
    "Cinder Way",
)


def town_postcodes(outcode: str) -> list[str]:
    """The postcodes of a town, always the same for an outcode."""
    letters = len(_INCODE_LETTERS)
    return [
        f"{outcode} {1 + n // 20}{_INCODE_LETTERS[(n * 7 + 3) % letters]}{_INCODE_LETTERS[(n * 3 + 5) % letters]}"
        for n in range(POSTCODES_A_TOWN)
    ]


def pick_address(random: Random, nearness: str | None = None) -> Address:
    """An address, in an area of this nearness or of one drawn by `NEARNESS_WEIGHTS`."""
    chosen = nearness or random.choices(list(NEARNESS_WEIGHTS), list(NEARNESS_WEIGHTS.values()))[0]
    area = random.choice([each for each in AREAS if each.nearness == chosen])
    town, outcode = random.choice(area.towns)
    postcode = random.choice(town_postcodes(outcode))
    return Address(f"{random.randint(1, 140)} {random.choice(_STREETS)}", town, postcode, area)
