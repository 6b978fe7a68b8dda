"""The invented organisations: who is paid, who only stands on the registers, and who looks like somebody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from coopcouncil.data.fictional.geography import AREAS, Address, Area, pick_address, town_postcodes
from coopcouncil.data.fictional.kinds import KINDS, Kind
from coopcouncil.data.fictional.trades import BY_CODE, TRADES, Trade
from coopcouncil.data.fictional.words import NameBook
from coopcouncil.vocabulary.legal_forms import LegalForm

# Trades that only public bodies and housing providers follow: others are not drawn for them.
_RESERVED = frozenset(
    {"schools", "public", "hospital", "housing", "finance", "youth", "food-bank", "farming", "advice"}
)
_LOCAL = frozenset({"parish", "school", "consumer", "credit-union", "community", "housing", "producer"})
_FALL = 1.1  # how steeply suppliers' sizes fall from the largest to the smallest (Pareto's exponent)
_LARGEST = 6.0
SCHOOLS = frozenset({"school", "university"})


@dataclass(frozen=True, slots=True)
class Numbers:
    """An organisation's numbers on the registers, "" where it has none."""

    society: str = ""
    company: str = ""
    charity: str = ""
    landlord: str = ""
    school: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One invented organisation.

    `size` multiplies what a typical supplier of its trade is paid. `previous_name` was its name until `renamed_on`.
    """

    number: int
    name: str
    kind: Kind
    trade: Trade
    address: Address
    paid: bool
    registered_on: date
    size: float
    numbers: Numbers = Numbers()
    previous_name: str = ""
    renamed_on: date | None = None
    trading_name: str = ""

    @property
    def org_id(self) -> str:
        """Its org-id on the register that speaks first for it, or "" when it is on none."""
        charities = {"SC": "GB-SC-", "NI": "GB-NIC-"}.get(self.kind.charity, "GB-CHC-")
        numbers = (
            (charities, self.numbers.charity),
            ("GB-EDU-", self.numbers.school),
            ("GB-LAE-", self.numbers.authority),
            ("GB-MPR-", self.numbers.society),
            ("GB-COH-", self.numbers.company),
        )
        return next((scheme + number for scheme, number in numbers if number), "")


def make_organisations(random: Random, names: NameBook) -> list[Organisation]:
    """Every invented organisation: the paid ones first, the authorities of the map among them."""
    found = list(_authorities(names))
    for kind in KINDS:
        for position in range(kind.paid + kind.unpaid):
            found.append(_organisation(random, names, kind, len(found), position))
    found.extend(_lookalikes(random, names, found))
    return found


def _authorities(names: NameBook) -> Iterator[Organisation]:
    kind = Kind(
        "authority", LegalForm.LOCAL_AUTHORITY, next(k for k in KINDS if k.code == "parish").ownership_model, 0, 0, ()
    )
    near = [area for area in AREAS if area.nearness != "elsewhere"]
    for number, area in enumerate(near):
        names.take(area.official_name)
        town, outcode = area.towns[0]
        address = Address("Civic Centre", town, town_postcodes(outcode)[0], area)
        yield Organisation(
            number,
            area.official_name,
            kind,
            BY_CODE["public"],
            address,
            True,
            date(1974, 4, 1),
            1.0,
            Numbers(authority=area.letters),
        )


def _organisation(random: Random, names: NameBook, kind: Kind, number: int, position: int) -> Organisation:
    trade = BY_CODE[random.choice(kind.trades)] if kind.trades else _open_trade(random)
    address = pick_address(random, "inside" if kind.code in _LOCAL else None)
    name = _new_name(random, names, kind, trade, address)
    registered_on = date(1980, 1, 1) + timedelta(days=random.randrange(15_000))
    renamed = bool(kind.company_category) and random.random() < 0.12
    return Organisation(
        number=number,
        name=name,
        kind=kind,
        trade=trade,
        address=address,
        paid=position < kind.paid,
        registered_on=registered_on,
        size=kind.money * min(_LARGEST, random.paretovariate(_FALL) / 3),
        numbers=_numbers(kind, number),
        previous_name=_new_name(random, names, kind, trade, address) if renamed else "",
        renamed_on=date(2023, 1, 1) + timedelta(days=random.randrange(1000)) if renamed else None,
        trading_name=_trading_name(random, names, kind, trade),
    )


def _open_trade(random: Random) -> Trade:
    return random.choice([trade for trade in TRADES if trade.code not in _RESERVED])


def _trading_name(random: Random, names: NameBook, kind: Kind, trade: Trade) -> str:
    if kind.code not in {"limited", "sole-trader", "cic", "worker"} or random.random() > 0.12:
        return ""
    name = f"{names.word()} {random.choice(trade.nouns)}"
    return name if names.take(name) else ""


def _new_name(random: Random, names: NameBook, kind: Kind, trade: Trade, address: Address) -> str:
    while True:
        name = random.choice(kind.patterns).format(
            word=names.word(),
            word2=names.word(),
            noun=random.choice(trade.nouns),
            surname=names.surname(),
            surname2=names.surname(),
            town=address.town,
            area=_county_or_area(random, address.area),
            trader=names.trader(),
            person=names.person(),
        )
        if names.take(name):
            return name
        address = pick_address(random)  # a town's name is soon used up: name it after another


def _county_or_area(random: Random, area: Area) -> str:
    return random.choice(("Fenmarsh", area.name)) if area.nearness == "inside" else area.name


def _numbers(kind: Kind, number: int) -> Numbers:
    """Register numbers above every real one: nobody has them."""
    company = ""
    if kind.society_form:
        company = f"IP9{number:04}R" if kind.society_ending == "R" else f"RS9{number:05}"
    elif kind.company_category:
        company = f"CE9{number:05}" if kind.charity == "CIO" else f"99{number:06}"
    charity = {"": "", "SC": f"SC9{number:05}", "NI": f"9{number:05}"}.get(kind.charity, f"9{number:06}")
    return Numbers(
        society=f"{90_000 + number}{kind.society_ending}" if kind.society_form else "",
        company=company,
        charity=charity,
        landlord=f"L9{number % 1000:03}" if kind.housing_form else "",
        school=f"9{number:05}" if kind.code in SCHOOLS else "",
    )


def _lookalikes(random: Random, names: NameBook, found: list[Organisation]) -> Iterator[Organisation]:
    """Companies on the register whose names come close to a paid supplier's: another town, another word."""
    paid = [
        each for each in found if each.paid and each.kind.code in {"limited", "cic", "charitable-company", "worker"}
    ]
    kind = next(kind for kind in KINDS if kind.code == "limited")
    number = len(found)
    for original in random.sample(paid, 150):
        stem = original.name.rsplit(" ", 1)[0]
        extra = random.choice(
            ("Holdings", "Services", "North", "Group", "Management", "Properties", original.address.town)
        )
        name = f"{stem} {extra} Limited"
        if names.take(name):
            yield Organisation(
                number,
                name,
                kind,
                original.trade,
                pick_address(random),
                False,
                date(2015, 5, 5),
                0.0,
                _numbers(kind, number),
            )
            number += 1
