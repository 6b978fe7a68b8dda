"""What the invented council paid, month by month: the truth beneath its files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from coopcouncil.data.fictional.ledgers import Ledger
from coopcouncil.data.fictional.organisations import Organisation
from coopcouncil.data.fictional.trades import Trade

FIRST_MONTH = date(2023, 4, 1)
MONTHS = 36
THRESHOLD_PENCE = 500_00
_ONE_MONTH = timedelta(days=31)
_SATURDAY = 5
_PEAKS = {"winter": {11, 12, 1, 2}, "summer": {6, 7, 8}, "spring": {2, 3}}
_BUSY = 1.4  # brings the whole to about 45,000 payments
_CARD_TRADES = frozenset({"shop", "food", "supplies", "print", "catering", "vehicles", "languages", "arts"})
CARD_MONTHS = 12
GROWING = 1.1  # a kind of supplier whose spending rises faster than this each year is winning contracts


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment. `pence` is whole pence, negative for a credit note; `supplier` is the name as printed."""

    reference: int
    paid_on: date
    organisation: Organisation
    supplier: str
    pence: int
    trade: Trade
    purpose: str

    @property
    def amount_gbp(self) -> Decimal:
        """Pounds, exact."""
        return Decimal(self.pence) / 100


def months() -> list[date]:
    """The first day of each month, from the first."""
    found = [FIRST_MONTH]
    while len(found) < MONTHS:
        found.append((found[-1] + _ONE_MONTH).replace(day=1))
    return found


def month_days(month: date) -> list[date]:
    """Every day of the month that begins on `month`: cards are used at weekends too."""
    following = (month + _ONE_MONTH).replace(day=1)
    return [month + timedelta(days=day) for day in range((following - month).days)]


@cache
def working_days(month: date) -> tuple[date, ...]:
    """Mondays to Fridays of the month that begins on `month`: the days on which a council pays."""
    return tuple(day for day in month_days(month) if day.weekday() < _SATURDAY)


def make_payments(random: Random, ledger: Ledger, organisations: Iterable[Organisation]) -> list[Payment]:
    """Every payment over the threshold, in order of day, then reference."""
    drawn: list[tuple[date, Organisation, int, str]] = []
    for organisation in organisations:
        if organisation.paid:
            drawn.extend(_pay_one(random, organisation))
    drawn.sort(key=lambda each: (each[0], each[1].number, each[2]))
    return [
        Payment(5_100_000_000 + n * 3, day, payee, ledger.print_payee(payee, day), pence, payee.trade, purpose)
        for n, (day, payee, pence, purpose) in enumerate(drawn)
    ]


def _pay_one(random: Random, payee: Organisation) -> Iterator[tuple[date, Organisation, int, str]]:
    start, end = _contract(random, payee)
    rate = _BUSY * payee.trade.payments_a_year * min(2.5, max(0.3, payee.size)) ** 0.4 / 12
    typical = payee.trade.yearly_thousands * 1000_00 * payee.size / (rate * 12)
    for number, month in enumerate(months()):
        if not start <= number < end:
            continue
        level = typical * payee.kind.growth ** (number / 12) * _season(payee.trade, month)
        for _ in range(int(rate + random.random())):
            day = random.choice(working_days(month))
            yield day, payee, _amount(random, level), random.choice(payee.trade.purposes)


def _contract(random: Random, payee: Organisation) -> tuple[int, int]:
    """The months between which a supplier is paid; a growing kind more often begins later and stays."""
    growing = payee.kind.growth > GROWING
    start = random.randrange(1, 30) if random.random() < (0.32 if growing else 0.14) else 0
    leaves = random.random() < (0.03 if growing else 0.16)
    return start, random.randrange(start + 2, MONTHS + 1) if leaves else MONTHS


def _season(trade: Trade, month: date) -> float:
    return 1.35 if month.month in _PEAKS.get(trade.peak, set()) else 0.95


def _amount(random: Random, level: float) -> int:
    pence = int(level * random.lognormvariate(-0.1, 0.55))
    if pence < THRESHOLD_PENCE:
        pence = THRESHOLD_PENCE + random.randrange(400_00)
    if random.random() < 0.3:
        pence -= pence % 100
    return -pence // 4 if random.random() < 0.015 else pence


def make_card_payments(random: Random, ledger: Ledger, organisations: Iterable[Organisation]) -> list[Payment]:
    """Small purchases by card in the last year, printed as a card statement prints them."""
    shops = [each for each in organisations if each.paid and each.trade.code in _CARD_TRADES and not each.kind.charity]
    found: list[Payment] = []
    for month in months()[-CARD_MONTHS:]:
        days = month_days(month)
        for _ in range(random.randrange(190, 260)):
            payee = random.choice(shops)
            found.append(
                Payment(
                    reference=7_700_000 + len(found),
                    paid_on=random.choice(days),
                    organisation=payee,
                    supplier=ledger.print_merchant(payee),
                    pence=random.randrange(3_50, 480_00) * (-1 if random.random() < 0.02 else 1),
                    trade=payee.trade,
                    purpose=random.choice(payee.trade.purposes),
                )
            )
    return sorted(found, key=lambda each: (each.paid_on, each.reference))
