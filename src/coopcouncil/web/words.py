"""How the pages write numbers, money and dates: the filters of the templates, most of them the papers' own words."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from coopcouncil.data.spending.picture.words import OUTCOME_LABELS, PLACE_LABELS
from coopcouncil.papers.local_multipliers import verdict_words
from coopcouncil.papers.words import counted, coverage_words, day, exact_gbp, percent, short_gbp
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.web.signing_in.browsers import browser_words

NO_NAME = "No name in the file"
JUDGEMENTS = {"same": "the same organisation", "not-same": "not the same organisation", "unsure": "not sure"}
KINDS = {
    "organisation": "Organisation",
    "person": "Private person",
    "redacted": "Name withheld by the council",
    "council": "The council itself",
    "nameless": NO_NAME,
}


def instant(value: datetime | None) -> str:
    """'17 March 2026 at 14:05'."""
    return "" if value is None else f"{day(value)} at {value:%H:%M}"


def moment(value: datetime | None) -> str:
    """An instant on the clocks here: '17 March 2026 at 14:05'."""
    return "" if value is None else instant(timezone.localtime(value))


def local_day(value: datetime | None) -> str:
    """The day here of an instant: '17 March 2026'."""
    return "" if value is None else day(timezone.localtime(value))


def local_time(value: datetime | None) -> str:
    """The hour here of an instant: '19:00'."""
    return "" if value is None else f"{timezone.localtime(value):%H:%M}"


def json_text(value: object) -> str:
    """A value as JSON, for an attribute that a script reads."""
    return json.dumps(value, cls=DjangoJSONEncoder)


def grouped(text: str) -> str:
    """A long key in fours, which are easier to copy."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def ownership(value: str | None) -> str:
    """An ownership model's words."""
    return OwnershipModel(value or OwnershipModel.UNKNOWN).label


def form(value: str | None) -> str:
    """A legal form's words."""
    return LegalForm(value or LegalForm.UNKNOWN).label


def score(value: float | None) -> str:
    """A score from 0 to 1, to two decimals; never rounded up to certainty."""
    if value is None:
        return "none"
    return f"{min(value, 0.99):.2f}" if value < 1 else "1.00"


FILTERS: dict[str, Callable[..., Any]] = {
    "exact_gbp": exact_gbp,
    "short_gbp": short_gbp,
    "percent": percent,
    "day": day,
    "instant": instant,
    "moment": moment,
    "local_day": local_day,
    "local_time": local_time,
    "iso_moment": lambda text: moment(datetime.fromisoformat(text)),
    "json_text": json_text,
    "grouped": grouped,
    "browser": browser_words,
    "counted": counted,
    "coverage": coverage_words,
    "verdict": verdict_words,
    "commas": lambda number: f"{number:,}",
    "ownership": ownership,
    "form": form,
    "score": score,
    "supplier_name": lambda name: name or NO_NAME,
    "place": lambda value: PLACE_LABELS.get(value, PLACE_LABELS["unknown"]),
    "outcome": lambda value: OUTCOME_LABELS.get(value, value),
    "kind": lambda value: KINDS.get(value, value),
    "judgement": lambda value: JUDGEMENTS.get(value, value),
    "pounds_text": lambda text: exact_gbp(Decimal(text)),
    "iso_day": lambda text: day(date.fromisoformat(text)),
}
