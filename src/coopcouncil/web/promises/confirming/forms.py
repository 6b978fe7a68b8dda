"""Forms of the clerk who confirms what a motion asks for."""

from typing import Any

from django import forms
from django.db.models import Q

from coopcouncil.papers.words import day
from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.vocabulary.roles import COUNCIL_ROLES
from coopcouncil.web.meetings.forms import date_field
from coopcouncil.web.meetings.queries import BodyNames
from coopcouncil.web.people.models import Body, BodyKind, Person
from coopcouncil.web.promises.confirming.operations import ActionSaid
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.standing import NOT_STATED

NOBODY = ("", "Not stated")
KINDS = (
    (ActionKind.ONCE.value, "Done once"),
    (ActionKind.CONTINUING.value, "A continuing duty, under review"),
    (ActionKind.REPORT.value, "A report to a committee"),
)
OFTEN = (
    (1, "Every month"),
    (3, "Every three months"),
    (6, "Every six months"),
    (12, "Every year"),
    (24, "Every two years"),
)


class ActionForm(forms.Form):
    """What is known of an action; what is left empty stays not stated."""

    words = forms.CharField(
        label="What is to be done",
        widget=forms.Textarea,
        max_length=10_000,
        error_messages={"required": "Enter what is to be done, in the words of the clause as far as they go."},
    )
    kind = forms.ChoiceField(label="What kind it is", choices=KINDS, widget=forms.RadioSelect)
    owner = forms.ChoiceField(label="Who answers for it", required=False)
    body = forms.ChoiceField(label="Through or to which body", required=False)
    due_on = date_field("Due date (optional)")
    trigger = forms.CharField(
        label="What must happen first (optional)",
        help_text="For example, once the policy is adopted.",
        required=False,
        max_length=300,
    )
    review_months = forms.TypedChoiceField(
        label="How often it is reviewed", required=False, coerce=int, empty_value=None, choices=[NOBODY, *OFTEN]
    )
    review_on = date_field("Next review (optional)")
    evidence = forms.MultipleChoiceField(
        label="What would show it done",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, each.value.capitalize()) for each in EvidenceKind],
    )

    def __init__(self, *args: Any, action: Action | None = None, names: BodyNames | None = None, **kwargs: Any) -> None:
        known = _initial(action) if action else {"kind": ActionKind.ONCE.value}
        kwargs["initial"] = {**known, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.action = action
        self._people = {str(each.public_id): each for each in people_offered(action.owner_id if action else None)}
        self._bodies = {each.slug: each for each in bodies_offered(action.body_id if action else None)}
        self._offer("owner", [(ref, each.name) for ref, each in self._people.items()])
        self._offer("body", [(slug, each.name) for slug, each in self._bodies.items()])
        if action:
            self._say_clause(action, names or BodyNames())

    def said(self) -> ActionSaid:
        """What this valid form says."""
        given = self.cleaned_data
        return ActionSaid(
            kind=given["kind"],
            words=given["words"],
            owner=self._people.get(given["owner"]),
            body=self._bodies.get(given["body"]),
            due_on=given["due_on"],
            trigger=given["trigger"],
            review_months=given["review_months"],
            review_on=given["review_on"],
            evidence=tuple(given["evidence"]),
        )

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [NOBODY, *offered]

    def _say_clause(self, action: Action, names: BodyNames) -> None:
        """Beside each field, what the clause itself says."""
        said = {
            "owner": action.owner_words,
            "due_on": action.due_words,
            "review_months": action.review_words,
        }
        for name, words in said.items():
            self.fields[name].help_text = f"The clause says: {words or NOT_STATED}."
        self.fields["body"].help_text = body_hint(action, names)


def body_hint(action: Action, names: BodyNames) -> str:
    """Which body the clause's name may mean, as a question where it may mean several."""
    if not action.body_words:
        return f"The clause says: {NOT_STATED}."
    named = names.named(action.body_words)
    if named.council:
        return f"The clause says: {action.body_words}. That is the full council itself, which needs no choice here."
    may_be = [each.name for each in (*named.bodies, *named.near)]
    if not may_be:
        return f"The clause says: {action.body_words}. No committee here has such a name."
    return f"The clause says: {action.body_words}. Does it mean {' or '.join(may_be)}?"


def people_offered(with_id: int | None = None) -> list[Person]:
    """Who can answer for an action: whoever holds a role inside the council; and `with_id`, who answers now."""
    holds = Q(grants__ended_at=None, grants__role__in=[role.value for role in COUNCIL_ROLES], is_active=True)
    return list(Person.objects.filter(holds | Q(pk=with_id)).distinct())


def bodies_offered(with_id: int | None = None) -> list[Body]:
    """The committees and directorates that have not ended; and `with_id`, which stands there now."""
    inside = Q(kind__in=(BodyKind.COMMITTEE, BodyKind.DIRECTORATE), ended_at=None)
    return list(Body.objects.filter(inside | Q(pk=with_id)))


def _initial(action: Action) -> dict[str, Any]:
    return {
        "words": action.words,
        "kind": action.kind,
        "owner": str(action.owner.public_id) if action.owner else "",
        "body": action.body.slug if action.body else "",
        "due_on": day(action.due_on) if action.due_on else "",
        "trigger": action.trigger,
        "review_months": action.review_months or "",
        "review_on": day(action.review_on) if action.review_on else "",
        "evidence": action.evidence,
    }


class WhyForm(forms.Form):
    """Why something is done with an action; shown with it."""

    why = forms.CharField(
        label="Why?",
        help_text="It is shown with the action, to everybody. Name no person.",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Say why: the reason is shown with the action."},
    )
