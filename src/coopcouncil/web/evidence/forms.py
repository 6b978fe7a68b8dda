"""Forms of evidence: what every kind asks for, the search, and the reasons."""

from collections.abc import Mapping
from typing import Any

from django import forms

from coopcouncil.web.evidence.kinds.registry import KINDS
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.operations import Said
from coopcouncil.web.evidence.queries import NOTHING, WHOLE_COUNCIL, bodies_offered
from coopcouncil.web.evidence.states import State
from coopcouncil.web.people.models import Body
from coopcouncil.web.permissions import reach
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import SUBJECTS

ALL = ("", "All")
SORTS = (("newest", "Newest first"), ("oldest", "Oldest first"), ("title", "Title, A to Z"), ("state", "State"))


class EvidenceForm(forms.Form):
    """What is asked of every kind. A kind's own form adds its fields, and says what they come to in `holds`.

    `user` is who fills it in; `query` is the address's own, which may carry what is to be kept; `evidence` is the item
    that is being changed, or None.
    """

    title = forms.CharField(
        label="Title",
        max_length=200,
        error_messages={"required": "Enter a title by which people will find this evidence."},
    )
    shows = forms.CharField(
        label="What it shows (optional)",
        help_text="One sentence, for a reader who has not seen it.",
        max_length=500,
        required=False,
    )
    body = forms.ChoiceField(label="Whose it is", required=False)
    kind_fields: tuple[str, ...] = ()  # what the kind itself asks, which is shown first

    def __init__(
        self,
        *args: Any,
        user: Any,
        query: Mapping[str, str] | None = None,
        evidence: Evidence | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {**(_initial(evidence) if evidence else {}), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.user, self.query, self.evidence = user, query or {}, evidence
        self._offer_bodies()
        self.order_fields((*self.kind_fields, "title", "shows", "body"))

    @property
    def kept(self) -> dict[str, Any]:
        """What the item holds already; nothing for a new one."""
        return dict(self.evidence.holds) if self.evidence else {}

    def holds(self) -> dict[str, Any]:
        """What the kind's fields come to, to be kept; called once, on a valid form."""
        return self.kept

    def default_title(self) -> str:
        """The title for a kind whose title may be left empty."""
        return ""

    def said(self) -> Said:
        """Everything that this valid form says."""
        given = self.cleaned_data
        body = self._bodies.get(given["body"])
        return Said(given["title"] or self.default_title(), given["shows"], body, self.holds())

    def _offer_bodies(self) -> None:
        everywhere, bodies = reach(self.user, Right.ADD_EVIDENCE)
        offered = Body.objects.filter(ended_at=None)
        if not everywhere:
            offered = offered.filter(pk__in=bodies)
        self._bodies = {each.slug: each for each in offered}
        named = [(slug, each.name) for slug, each in self._bodies.items()]
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "The whole council"), *named] if everywhere else named
        field.required = not everywhere
        if len(field.choices) == 1 and not everywhere:
            self.initial.setdefault("body", named[0][0])
        field.help_text = (
            "A draft for one body is seen there and by people of the whole council; else by everybody in the council."
        )


def _initial(evidence: Evidence) -> dict[str, Any]:
    body = evidence.body.slug if evidence.body else ""
    return {"title": evidence.title, "shows": evidence.shows, "body": body, **evidence.holds}


class EvidenceSearch(forms.Form):
    """Search, filters and order of the list; a value that is not offered is left alone."""

    words = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False)
    state = forms.ChoiceField(label="State", required=False)
    body = forms.ChoiceField(label="Whose", required=False)
    supports = forms.ChoiceField(label="Supports", required=False)
    sort = forms.ChoiceField(label="Order", required=False, choices=SORTS)
    about = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kind", [(name, kind.label) for name, kind in KINDS.items()])
        self._offer("supports", [*((each.kind, each.label) for each in SUBJECTS.values()), (NOTHING, "Nothing yet")])
        bodies = [(each.slug, each.name) for each in bodies_offered(user)] if user.is_authenticated else []
        if user.is_authenticated:
            self._offer("state", [(state.value, state.label) for state in State])
            self._offer("body", [(WHOLE_COUNCIL, "The whole council"), *bodies])
        else:
            del self.fields["state"], self.fields["body"]

    def asked(self) -> dict[str, str]:
        """The fields that are filled in and make sense."""
        self.full_clean()
        return {name: str(value).strip() for name, value in self.cleaned_data.items() if value}

    def _offer(self, name: str, values: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [ALL, *values]


class WithdrawForm(forms.Form):
    """Why evidence is withdrawn."""

    why = forms.CharField(
        label="Why is it withdrawn?",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Say why it is withdrawn: the reason stays with it."},
    )


class WordsForm(forms.Form):
    """Words by which to find what evidence supports, or what it records."""

    words = forms.CharField(label="Find by name or number", required=False, max_length=100)
