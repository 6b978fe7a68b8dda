"""Forms of people and their roles."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.bodies.queries import bodies_to_give, open_bodies
from coopcouncil.web.people.models import WHOLE_COUNCIL, Body, Person

ROLES = [(role.value, role.label.capitalize()) for role in Role]
STANDINGS = (("has", "Has access"), ("left", "Has left"), ("all", "Everybody"))
SORTS = (("name", "Name, A to Z"), ("joined", "Joined last first"), ("seen", "Not seen longest first"))


class PersonSearch(forms.Form):
    """Search, filters and order; a value that is not offered is left alone."""

    text = forms.CharField(label="Name or e-mail", required=False, max_length=100)
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any"), *ROLES])
    body = forms.ChoiceField(label="For", required=False)
    standing = forms.ChoiceField(label="Access", required=False, choices=STANDINGS)
    sort = forms.ChoiceField(label="Order", required=False, choices=SORTS)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        offered = [(body.slug, body.name) for body in open_bodies()]
        _choices(self, "body", [("", "Anything"), *offered])

    def asked(self) -> dict[str, str]:
        """The fields that are filled in and make sense."""
        self.full_clean()
        return {name: str(value).strip() for name, value in self.cleaned_data.items() if value}


class RoleForm(forms.Form):
    """A role and for what, of those that `by` may give."""

    role = forms.ChoiceField(
        label="Role", choices=[("", "Choose a role"), *ROLES], error_messages={"required": "Choose a role."}
    )
    body = forms.ChoiceField(
        label="For",
        help_text="Community groups and suppliers hold their role for their own organisation.",
        required=False,
        error_messages={"required": "Choose for what the role is held."},
    )

    def __init__(self, *given: Any, by: Person, **more: Any) -> None:
        super().__init__(*given, **more)
        everywhere, bodies = bodies_to_give(by)
        self.bodies = {body.slug: body for body in bodies}
        whole = [("", WHOLE_COUNCIL.capitalize())] if everywhere else []
        offered = [(body.slug, f"{body.name} ({body.get_kind_display().lower()})") for body in bodies]
        _choices(self, "body", [*whole, *offered])
        self.fields["body"].required = not everywhere

    def clean_role(self) -> Role:
        """The role itself."""
        return Role(self.cleaned_data["role"])

    def clean_body(self) -> Body | None:
        """The body itself, or None for the whole council."""
        return self.bodies.get(self.cleaned_data["body"])


class ReasonForm(forms.Form):
    """Why something is done, for the record."""

    why = forms.CharField(
        label="Why?", help_text="Kept in the record. You may leave it empty.", required=False, max_length=300
    )


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form, for the form to be bound to; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def _choices(form: forms.Form, name: str, offered: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
    field.choices = offered
