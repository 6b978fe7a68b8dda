"""Forms of invitations."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from coopcouncil.web.people.forms import RoleForm
from coopcouncil.web.people.models import InvitationState, Person

_NAME = "Enter the person's name."
STATES = [("", "Open"), *[(s.value, s.label) for s in InvitationState if s != InvitationState.OPEN], ("all", "All")]


class InviteForm(RoleForm):
    """Whom to invite, to which role."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": _NAME})
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        error_messages={
            "required": "Enter the person's e-mail address.",
            "invalid": "Enter an e-mail address, such as name@example.org.",
        },
    )
    field_order = ("name", "email", "role", "body")


class InvitationFilter(forms.Form):
    """Which invitations to list."""

    state = forms.ChoiceField(label="Invitations", required=False, choices=STATES)

    def asked(self) -> str:
        """The state asked for: 'open' unless another one is."""
        self.full_clean()
        return str(self.cleaned_data.get("state") or InvitationState.OPEN.value)


class AcceptForm(forms.Form):
    """What somebody new says to come in."""

    name = forms.CharField(
        label="Your name",
        help_text="As people at the council know you.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three words that nobody would put together are good.",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password."},
    )

    def __init__(self, *given: Any, email: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Refuses a password that is easy to guess, from the person's name or otherwise."""
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned:
            try:
                validate_password(cleaned["password"], Person(name=cleaned.get("name", ""), email=self.email))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
