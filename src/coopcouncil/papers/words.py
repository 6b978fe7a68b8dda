"""Numbers, dates and shares in words: one way of writing each, for papers and for pages."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from coopcouncil.data.spending.picture.figures import Coverage, Headline

# from this size on, divided by, rounded to, written with: £999,500 reads £1.0m, never £1,000k
_SCALES = (
    (Decimal(999_950_000), Decimal(10) ** 9, Decimal("0.01"), "bn"),
    (Decimal(999_500), Decimal(10) ** 6, Decimal("0.1"), "m"),
    (Decimal("999.5"), Decimal(1000), Decimal(1), "k"),
)
_NOT_KNOWN = "not known"


def short_gbp(amount_gbp: Decimal) -> str:
    """Pounds for a sentence: £5.4m, £812k, £64, -£1.20bn."""
    size = abs(amount_gbp)
    sign = "-" if amount_gbp < 0 else ""
    for least, scale, step, letter in _SCALES:
        if size >= least:
            return f"{sign}£{(size / scale).quantize(step, ROUND_HALF_UP):,}{letter}"
    rounded = size.quantize(Decimal(1), ROUND_HALF_UP)
    return f"{sign if rounded else ''}£{rounded:,}"


def exact_gbp(amount_gbp: Decimal) -> str:
    """Pounds to the penny, for a table: £1,234.56."""
    rounded = amount_gbp.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{'-' if rounded < 0 else ''}£{abs(rounded):,.2f}"


def percent(share: Decimal | None) -> str:
    """A share as a percentage: 3.2%, 87%, less than 0.1%; 'not known' for None."""
    if share is None:
        return _NOT_KNOWN
    hundredths = share * 100
    if 0 < hundredths < Decimal("0.1"):
        return "less than 0.1%"
    if abs(hundredths) < 10 and hundredths != hundredths.to_integral_value():
        return f"{hundredths.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
    whole = hundredths.quantize(Decimal(1), ROUND_HALF_UP)
    if whole == 100 and hundredths < 100:
        return "more than 99%"
    return f"{whole}%"


def day(on: date | None) -> str:
    """A date in words: 17 March 2026; 'no date' for None."""
    return f"{on.day} {on:%B %Y}" if on else "no date"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 payment, 2,315 payments, no payments."""
    noun = one if number == 1 else (many or one + "s")
    return f"{number:,} {noun}" if number else f"no {noun}"


def coverage_words(coverage: Coverage) -> str:
    """A figure's coverage: '£41.2m of £98.0m (42%) matched to a register'."""
    known, total = short_gbp(coverage.known_gbp), short_gbp(coverage.total_gbp)
    return f"{known} of {total} ({percent(coverage.share)}) {coverage.known_as}"


def answer(headline: Headline, who: str, period: str) -> str:
    """The picture in one sentence or two, with its coverage. `period` is 'In 2025-26' or 'From ... to ...'."""
    if not headline.whole.payments:
        return f"{period} there are no payments by {who} in this snapshot."
    whole, mutual = headline.whole, headline.cooperative_and_mutual
    return (
        f"{period} {who} paid {short_gbp(whole.total_gbp)} to {counted(whole.suppliers, 'supplier')}. "
        f"{short_gbp(mutual.total_gbp)} ({percent(headline.share(mutual))}) went to co-operatives and mutuals. "
        f"We could match {percent(headline.matched_coverage.share)} of the money to a register "
        f"and place {percent(headline.place_coverage.share)} of it."
    )


def period_words(headline: Headline, financial_year: str | None) -> str:
    """The time a headline covers: 'In 2025-26', or 'From 3 April 2023 to 31 March 2026'."""
    if financial_year:
        return f"In {financial_year}" if financial_year != "undated" else "In payments without a date"
    if not headline.first_on or not headline.last_on:
        return "In all"
    return f"From {day(date.fromisoformat(headline.first_on))} to {day(date.fromisoformat(headline.last_on))}"
