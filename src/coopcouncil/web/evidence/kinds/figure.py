"""A computed figure: kept with its query, its snapshot and its coverage, so that it can be computed again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils import timezone

from coopcouncil.data.snapshots import StoreError
from coopcouncil.data.spending.picture.filters import FilterError, filters_from_query
from coopcouncil.evidence.record import canonical
from coopcouncil.web.evidence.figures import FIGURES, FigureError, FigureValue, NamedFigure, value_words, values_in
from coopcouncil.web.evidence.forms import EvidenceForm
from coopcouncil.web.evidence.kinds.registry import Checked, Kind, Outcome
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.people.models import Person
from coopcouncil.web.snapshots import NothingLoadedError, NothingPublishedError, reading_of, store
from coopcouncil.web.spending.forms import in_words
from coopcouncil.web.spending.queries import picture_of
from coopcouncil.web.spending.views import NAMED


@dataclass(frozen=True)
class KeptFigure:
    """What evidence holds of a figure, read back."""

    figure: str
    words: str
    filters: dict[str, str]
    filters_in_words: list[tuple[str, str]]
    snapshot_id: str
    value: Decimal
    unit: str
    coverage: str
    computed_at: datetime
    beneath: dict[str, str] | None

    @property
    def value_in_words(self) -> str:
        """The value with its unit."""
        return value_words(self.value, self.unit)


def kept_figure(evidence: Evidence) -> KeptFigure:
    """The figure that this item holds."""
    holds = evidence.holds
    return KeptFigure(
        figure=holds["query"]["figure"],
        words=holds["words"],
        filters=holds["query"]["filters"],
        filters_in_words=[(what, value) for what, value in holds["filters_in_words"]],
        snapshot_id=holds["snapshot"],
        value=Decimal(holds["value"]),
        unit=holds["unit"],
        coverage=holds["coverage"],
        computed_at=datetime.fromisoformat(holds["computed_at"]),
        beneath=holds["beneath"],
    )


class FigureForm(EvidenceForm):
    """Which figure, under the filters of the address, of the snapshot that this person sees.

    `snapshot` is the one whose values were on the page: what is kept is what was seen.
    """

    figure = forms.ChoiceField(
        label="Which figure?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the figure that you want to keep."},
    )
    snapshot = forms.CharField(widget=forms.HiddenInput, required=False)
    kind_fields = ("figure",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Leave it empty to use the figure's own name and filters."
        if self.evidence:
            del self.fields["figure"], self.fields["snapshot"]
            return
        self.reading = reading_of(self.user)
        self.filters = filters_from_query(self.query)
        self.fields["snapshot"].initial = self.reading.snapshot.snapshot_id
        self.values = values_in(picture_of(self.reading, self.filters))
        field = self.fields["figure"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(each.name, self._offered(each)) for each in FIGURES.values()]

    def _offered(self, figure: NamedFigure) -> str:
        value = self.values.get(figure.name)
        return f"{figure.words}: {value_words(value.value, value.unit)}" if value else figure.words

    def clean_figure(self) -> str:
        """The figure's name; its value is computed here, so that a figure without one is said at the field."""
        name = str(self.cleaned_data["figure"])
        if self.data.get("snapshot") != self.reading.snapshot.snapshot_id:
            raise forms.ValidationError(
                "New figures were loaded while this page was open. Look at the values again, and choose once more."
            )
        try:
            self.value = FIGURES[name].compute(self.reading.snapshot, self.filters.as_query())
        except FigureError as error:
            raise forms.ValidationError(str(error)) from error
        return name

    def holds(self) -> dict[str, Any]:
        """The figure with everything that it takes to compute it again."""
        if self.evidence:
            return self.kept
        figure = FIGURES[self.cleaned_data["figure"]]
        return {
            "query": {"figure": figure.name, "filters": self.filters.as_query()},
            "words": figure.words,
            "filters_in_words": self.filters_in_words(),
            "snapshot": self.reading.snapshot.snapshot_id,
            "value": str(self.value.value),
            "unit": str(self.value.unit),
            "coverage": self.value.coverage,
            "computed_at": timezone.now().isoformat(),
            "beneath": dict(self.value.beneath) if self.value.beneath is not None else None,
        }

    def filters_in_words(self) -> list[tuple[str, str]]:
        """The filters as people read them, each name as it is in this snapshot."""
        return [
            (what, NAMED[name](self.reading, value) if name in NAMED else value)
            for name, what, value in in_words(self.filters.as_query())
        ]

    def default_title(self) -> str:
        """The figure's own name and its filters."""
        if self.evidence:
            return self.evidence.title
        filters = ", ".join(value for _, value in self.filters_in_words())
        words = FIGURES[self.cleaned_data["figure"]].words
        return f"{words} ({filters})"[:200] if filters else words


def _compute(figure: KeptFigure, snapshot_id: str) -> FigureValue | str:
    """The figure from this snapshot, or why there is none, in words."""
    named = FIGURES.get(figure.figure)
    if named is None:
        return "Nothing here knows how to compute this figure any more."
    try:
        snapshot = store().get(snapshot_id)
    except StoreError:
        return f"The snapshot {snapshot_id} is gone, so the figure cannot be computed again. Look in the backup."
    try:
        return named.compute(snapshot, figure.filters)
    except (FigureError, FilterError) as error:
        return str(error)


def _check(evidence: Evidence, by: Person) -> Checked:
    """Compute the figure again from its own snapshot and, apart from that, from the one this person sees now."""
    figure = kept_figure(evidence)
    again = _compute(figure, figure.snapshot_id)
    found = _now(figure, by)
    if isinstance(again, str):
        is_gone = figure.snapshot_id not in store().snapshot_ids()
        return Checked(Outcome.GONE if is_gone else Outcome.NOT_CHECKED, again, found)
    found |= {"value": str(again.value), "in_words": value_words(again.value, again.unit)}
    if (again.value, again.unit) == (figure.value, figure.unit):
        return Checked(Outcome.SAME, f"Computed again from its snapshot: {figure.value_in_words}, the same.", found)
    said = f"Computed again from its snapshot: {found['in_words']}, which is not the {figure.value_in_words} kept."
    return Checked(Outcome.DIFFERENT, said, found)


def _now(figure: KeptFigure, by: Person) -> dict[str, Any]:
    """What the snapshot that this person sees now gives, as the kept part of a check; nothing when it is the same."""
    try:
        now = reading_of(by).snapshot.snapshot_id
    except (NothingLoadedError, NothingPublishedError):
        return {}
    if now == figure.snapshot_id:
        return {"now_snapshot": now, "now_is_the_same": True}
    value = _compute(figure, now)
    words = value if isinstance(value, str) else value_words(value.value, value.unit)
    return {"now_snapshot": now, "now": words}


def _faults(evidence: Evidence) -> list[str]:
    snapshot_id = evidence.holds["snapshot"]
    if snapshot_id in store().snapshot_ids():
        return []
    return [f"The snapshot {snapshot_id} that it was computed from is gone, so that nobody could compute it again."]


def _shown(evidence: Evidence, user: Any) -> dict[str, Any]:
    figure = kept_figure(evidence)
    try:
        seen = reading_of(user).snapshot.snapshot_id
    except (NothingLoadedError, NothingPublishedError):
        seen = ""
    return {
        "figure": figure,
        "query": canonical(evidence.holds["query"]),
        "payments": _payments(figure.beneath) if seen == figure.snapshot_id else "",
        "is_current": seen == figure.snapshot_id,
    }


def _payments(beneath: Mapping[str, str] | None) -> str:
    return f"{reverse('payments')}?{urlencode(beneath)}" if beneath is not None else ""


def _answer(evidence: Evidence) -> str:
    figure = kept_figure(evidence)
    return f"{figure.words}: {figure.value_in_words}. Coverage: {figure.coverage}."


KIND = Kind(
    name="figure",
    label="Figure",
    needs="A figure of the spending picture, kept with its snapshot so that anybody can have it computed again.",
    form=FigureForm,
    template="evidence/kinds/figure.html",
    brief=lambda evidence: kept_figure(evidence).value_in_words,
    shown=_shown,
    answer=_answer,
    check=_check,
    check_words="Compute again",
    faults=_faults,
)
