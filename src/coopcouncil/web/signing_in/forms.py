"""allauth's forms with our labels, hints and errors. A new password is asked for once: the browser can show it."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms

LONG_ENOUGH = "At least 12 characters. Three words that have nothing to do with each other are easy to remember."
CODE_HINT = "6 digits from your authenticator app, or one of your recovery codes"
BY_HAND = {"inputmode": "numeric", "spellcheck": "false"}


def _worded(form: forms.Form, name: str, label: str, missing: str, hint: str = "", **attributes: str) -> None:
    """Give a field its label, its hint, what is said when it is empty, and attributes of its widget."""
    field = form.fields[name]
    field.label = label
    field.help_text = hint
    field.error_messages["required"] = missing
    field.widget.attrs.update(attributes)


def _new_password(form: forms.Form) -> None:
    _worded(form, "password1", "New password", "Enter a new password", LONG_ENOUGH)
    form.fields.pop("password2", None)


class SignInForm(account_forms.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "login", "E-mail address", "Enter your e-mail address", autocomplete="username")
        self.fields["login"].error_messages["invalid"] = "Enter an e-mail address, such as name@example.gov.uk"
        _worded(self, "password", "Password", "Enter your password")

    def clean(self) -> Any:
        """Who it is. An error is said at the first field, to which the summary can then lead."""
        try:
            return super().clean()
        except forms.ValidationError as problem:
            self.add_error("login", problem)
            return self.cleaned_data


class ResetForm(account_forms.ResetPasswordForm):  # type: ignore[misc]
    """Whose password is to be set anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "email", "E-mail address", "Enter your e-mail address")


class NewPasswordForm(account_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link in an e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class ChangePasswordForm(account_forms.ChangePasswordForm):  # type: ignore[misc]
    """The password now, and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "oldpassword", "Password now", "Enter your password now")
        _new_password(self)


class FirstPasswordForm(account_forms.SetPasswordForm):  # type: ignore[misc]
    """A password for somebody who had none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class PasswordAgainForm(account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "password", "Password", "Enter your password")


class CodeForm(factor_forms.AuthenticateForm):  # type: ignore[misc]
    """A code as second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "code", "Code", "Enter a code", CODE_HINT, **BY_HAND)


class CodeAgainForm(factor_forms.ReauthenticateForm):  # type: ignore[misc]
    """A code, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "code", "Code", "Enter a code", CODE_HINT, **BY_HAND)


class FirstCodeForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app, which shows that it is set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "code", "Code", "Enter the code that the app shows", "6 digits that the app now shows", **BY_HAND)


class AddPasskeyForm(passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: the browser puts it into the hidden field."""

    passwordless = None  # every passkey may sign in alone where the device can check who holds it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "name", "Name", "Enter a name", "So that you know it again, such as “Work laptop”")
        self.fields["credential"].error_messages["required"] = "No passkey was made. Try again, or use a code instead."


class RenamePasskeyForm(passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    """A passkey's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "name", "Name", "Enter a name", "So that you know it again, such as “Work laptop”")
