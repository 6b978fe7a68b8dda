"""Django's forms in GOV.UK Frontend's clothes: a bound field becomes a macro's parameters, errors become a summary."""

from typing import Any

from django import forms
from django.forms import BoundField

MACROS: dict[type[forms.Widget], str] = {
    forms.CheckboxInput: "checkboxes",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.ClearableFileInput: "file-upload",
    forms.EmailInput: "input",
    forms.FileInput: "file-upload",
    forms.HiddenInput: "hidden",
    forms.PasswordInput: "password-input",
    forms.RadioSelect: "radios",
    forms.Select: "select",
    forms.Textarea: "textarea",
    forms.TextInput: "input",
}
# what a widget says in its attributes and a macro takes by a name of its own; a placeholder is left out, because it
# disappears as soon as somebody types
OWN_NAMES = {"type": "type", "autocomplete": "autocomplete", "inputmode": "inputmode", "spellcheck": "spellcheck"}
NOT_FILLED_IN = ("checkboxes", "radios", "file-upload", "password-input")
LEFT_OUT = {*OWN_NAMES, "placeholder"}


def field(bound: BoundField, **extra: Any) -> dict[str, Any]:
    """The parameters by which a macro draws this field; `macro` names it. `extra` adds to them or replaces them."""
    kind = macro(bound)
    parameters: dict[str, Any] = {
        "macro": kind,
        "id": bound.auto_id,
        "idPrefix": bound.auto_id,
        "name": bound.html_name,
        "hint": {"text": bound.help_text} if bound.help_text else None,
        "errorMessage": {"text": " ".join(str(error) for error in bound.errors)} if bound.errors else None,
        "attributes": {name: said for name, said in bound.field.widget.attrs.items() if name not in LEFT_OUT},
        **_own_names(bound.field.widget),
    }
    if kind == "radios" or isinstance(bound.field.widget, forms.CheckboxSelectMultiple):
        parameters["fieldset"] = {"legend": {"text": bound.label, "classes": "govuk-fieldset__legend--s"}}
        parameters["items"] = _choices(bound, "checked")
    elif kind == "checkboxes":
        parameters["items"] = [{"value": "on", "text": bound.label, "checked": bool(bound.value())}]
    else:
        parameters["label"] = {"text": bound.label}
    if kind == "select":
        parameters["items"] = _choices(bound, "selected")
    elif kind not in NOT_FILLED_IN:
        parameters["value"] = _text(bound.value())
    return {**parameters, **extra}


def macro(bound: BoundField) -> str:
    """The component that draws the field's widget."""
    for kind in type(bound.field.widget).mro():
        if kind in MACROS:
            return MACROS[kind]
    raise TypeError(f"No component draws {type(bound.field.widget).__name__}")


def error_summary(form: forms.BaseForm) -> dict[str, Any] | None:
    """The parameters of the error summary, or None when the form has no errors."""
    listed = [{"text": str(error)} for error in form.non_field_errors()]
    for bound in form:
        target = f"#{bound.auto_id}"
        listed += [{"text": str(error), "href": target} for error in bound.errors]
    return {"titleText": "There is a problem", "errorList": listed} if listed else None


def _own_names(widget: forms.Widget) -> dict[str, Any]:
    said = {OWN_NAMES[name]: value for name, value in widget.attrs.items() if name in OWN_NAMES}
    if isinstance(widget, forms.EmailInput):
        said.setdefault("type", "email")
    if said.get("type") == "email":
        said.setdefault("spellcheck", False)
    return said


def _choices(bound: BoundField, mark: str) -> list[dict[str, Any]]:
    """The choices, with `mark` on what is chosen: one, or several where the field holds a list."""
    value = bound.value()
    chosen = {_text(each) for each in value} if isinstance(value, list | tuple) else {_text(value)}
    choices: Any = getattr(bound.field, "choices", ())
    return [{"value": each, "text": text, mark: str(each) in chosen} for each, text in choices]


def _text(value: object) -> str:
    return "" if value is None else str(value)
