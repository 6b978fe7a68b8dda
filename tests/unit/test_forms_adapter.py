"""Django's fields as parameters of GOV.UK Frontend's macros."""

import pytest
from django import forms

from coopcouncil.web.forms_adapter import error_summary, field


class Question(forms.Form):
    """One field of each kind in use."""

    name = forms.CharField(label="Your name", help_text="As on your badge.", error_messages={"required": "Enter it."})
    colour = forms.ChoiceField(label="Colour", choices=[("", "All"), ("r", "Red")], required=False)
    answer = forms.ChoiceField(label="Is it?", choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect)
    why = forms.CharField(label="Why", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="Paper", required=False)
    email = forms.EmailField(label="E-mail", required=False)
    secret = forms.CharField(label="Password", required=False, widget=forms.PasswordInput(render_value=True))
    sure = forms.BooleanField(label="I am sure", required=False)
    several = forms.MultipleChoiceField(
        label="Which?", required=False, choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    code = forms.CharField(
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "placeholder": "Code", "data-x": "1"}
        ),
    )
    hidden = forms.CharField(required=False, widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(("name", "input"), ("colour", "select"), ("answer", "radios"), ("why", "textarea"), ("paper", "file-upload")),
        *(("email", "input"), ("secret", "password-input"), ("sure", "checkboxes"), ("hidden", "hidden")),
        ("several", "checkboxes"),
    ],
)
def test_field_is_drawn_by_the_component_that_suits_its_widget(name: str, kind: str) -> None:
    assert field(Question()[name])["macro"] == kind


def test_field_with_an_error_carries_its_words_and_keeps_what_was_typed() -> None:
    form = Question({"name": "", "colour": "r", "answer": "n", "why": "<b>so</b>"})
    assert field(form["name"])["errorMessage"] == {"text": "Enter it."}
    assert field(form["name"])["hint"] == {"text": "As on your badge."}
    assert field(form["why"])["value"] == "<b>so</b>"
    assert [each["selected"] for each in field(form["colour"])["items"]] == [False, True]
    assert [each["checked"] for each in field(form["answer"])["items"]] == [False, True]


def test_field_of_a_password_is_never_filled_in() -> None:
    assert "value" not in field(Question({"answer": "y", "secret": "what was typed"})["secret"])


def test_field_hands_its_widgets_attributes_to_the_macro_but_no_placeholder() -> None:
    code, email = field(Question()["code"]), field(Question()["email"])
    assert (code["autocomplete"], code["inputmode"]) == ("one-time-code", "numeric")
    assert code["attributes"] == {"data-x": "1"}
    assert (email["type"], email["spellcheck"]) == ("email", False)


def test_tick_box_keeps_its_tick() -> None:
    for sent, ticked in (({"sure": "on"}, True), ({}, False)):
        [box] = field(Question(sent)["sure"])["items"]
        assert (box["text"], box["checked"]) == ("I am sure", ticked)


def test_choice_of_several_keeps_every_tick_under_its_legend() -> None:
    for form, ticked in (
        (Question({"several": ["b"]}), [False, True]),
        (Question(initial={"several": ["a", "b"]}), [True] * 2),
    ):
        drawn = field(form["several"])
        assert [each["checked"] for each in drawn["items"]] == ticked
        assert drawn["fieldset"]["legend"]["text"] == "Which?"


def test_field_takes_more_from_the_template() -> None:
    assert field(Question()["name"], classes="govuk-input--width-20")["classes"] == "govuk-input--width-20"


def test_error_summary_leads_to_each_field_and_is_absent_without_errors() -> None:
    summary = error_summary(Question({"answer": "y"}))
    assert summary is not None
    assert summary["errorList"] == [{"text": "Enter it.", "href": "#id_name"}]
    assert error_summary(Question({"name": "A", "answer": "y"})) is None


def test_field_of_an_unknown_kind_is_refused() -> None:
    class Odd(forms.Form):
        odd = forms.CharField(widget=forms.Widget())

    with pytest.raises(TypeError, match="No component draws Widget"):
        field(Odd()["odd"])
