"""Forms of amendments: the text, who moves it, a collision, and a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms

from coopcouncil.rules.motions.merging import Collision, Kind
from coopcouncil.rules.motions.paragraphs import Paragraph
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.files import DocumentField
from coopcouncil.web.motions.amendments.deciding import LONGEST_WHY, Wanted
from coopcouncil.web.motions.amendments.fields import MOMENT_FORMATS, PlainField, WordsField
from coopcouncil.web.motions.amendments.lines import own_lines, own_words, read_lines
from coopcouncil.web.motions.amendments.operations import LONGEST_NAME, Details
from coopcouncil.web.motions.models import Amendment
from coopcouncil.web.people.models import Grant, Person

LONGEST_TEXT = 2_000_000  # characters
BASE, OWN, AMENDMENT = "base", "own", "amendment:"


class TextForm(forms.Form):
    """The whole text as the amendment would have it, a paragraph a line; or a file, whose words come to stand there."""

    file = DocumentField(
        label="The text as a file (optional)",
        required=False,
        help_text="A Word document (.docx), with tracked changes or without, or a text file: the whole text, not the "
        "changed parts alone. Its words are shown before anything is kept.",
    )
    words = WordsField(
        label="The text as the amendment would have it",
        help_text="A paragraph a line; an item of a list begins with a dash. Change what stands here: what you change "
        "is the amendment.",
        max_length=LONGEST_TEXT,
        strip=False,
        error_messages={"required": "The text is empty. Change it as the amendment would have it."},
    )
    source = forms.CharField(required=False, max_length=8000, widget=forms.HiddenInput)

    def read(self, base: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
        """The paragraphs of this valid form, which was made of `base`."""
        return read_lines(self.cleaned_data["words"], base)


class DetailsForm(forms.Form):
    """What is said of an amendment besides its text."""

    name = PlainField(
        label="Number or letter",
        max_length=LONGEST_NAME,
        error_messages={"required": "Give the amendment a number or letter."},
    )
    mover = PlainField(label="Moved by (optional)", max_length=120, required=False)
    seconder = PlainField(label="Seconded by (optional)", max_length=120, required=False)
    received_at = forms.DateTimeField(
        label="Received (optional)",
        help_text="For example 17 March 2026 at 14:05.",
        input_formats=MOMENT_FORMATS,
        widget=forms.TextInput,
        required=False,
        error_messages={"invalid": "Enter a day and time, such as 17 March 2026 at 14:05."},
    )


class ChangeDetailsForm(DetailsForm):
    """The same for one that is kept, and who of the people here moves it."""

    mover_here = forms.ChoiceField(
        label="The mover's account here (optional)",
        help_text="They can then withdraw it, and settle what it collides with.",
        required=False,
    )

    def __init__(self, *args: Any, amendment: Amendment, offers_people: bool, **kwargs: Any) -> None:
        kept = amendment.mover_person.subject_ref if amendment.mover_person else ""
        received = amendment.received_at
        kwargs["initial"] = {
            "name": amendment.name,
            "mover": amendment.mover,
            "seconder": amendment.seconder,
            "received_at": received,
            "mover_here": kept,
        }
        super().__init__(*args, **kwargs)
        if not offers_people:
            del self.fields["mover_here"]
            return
        self._people = {each.subject_ref: each for each in _councillors(amendment)}
        field = self.fields["mover_here"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "Nobody here"), *((ref, str(each)) for ref, each in self._people.items())]

    def details(self) -> Details:
        """What this valid form says."""
        given = self.cleaned_data
        person = self._people.get(given["mover_here"]) if "mover_here" in self.fields else None
        return Details(given["name"], given["mover"], given["seconder"], given["received_at"], person)


def _councillors(amendment: Amendment) -> list[Person]:
    """Everybody who is a councillor today, and the mover that is kept."""
    held = Grant.objects.filter(role=Role.COUNCILLOR, ended_at=None).values("person")
    found = Person.objects.filter(pk__in=held, is_active=True) | Person.objects.filter(
        pk=amendment.mover_person_id or 0
    )
    return list(found.distinct())


class ChangeTextForm(TextForm):
    """Other words for an amendment, and why."""

    why = PlainField(label="Why? (optional)", help_text="Kept with the new version.", max_length=200, required=False)


class WhyForm(forms.Form):
    """A reason, asked for where one is needed."""

    why = WordsField(
        label="Why?",
        help_text="Kept in the record.",
        max_length=500,
        error_messages={"required": "Say why: the reason stays with it."},
    )

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = needed
        if not needed:
            self.fields["why"].label = "Why? (optional)"


class CollisionForm(forms.Form):
    """What a person decides on one collision, and why.

    `names` are the amendments whose words can be chosen; `otherwise` says what stands when neither one's words nor
    their own are chosen.
    """

    choice = forms.ChoiceField(
        label="What should stand here?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what should stand here.", "invalid_choice": "Choose one of these."},
    )
    words = WordsField(
        label="Words of your own",
        required=False,
        strip=False,
        max_length=100_000,
    )
    why = WordsField(
        label="Why?",
        help_text="Kept with the decision.",
        max_length=LONGEST_WHY,
        error_messages={"required": "Say why: the reason stays with the decision."},
    )
    seen = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, collision: Collision, names: tuple[str, ...], otherwise: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collision = collision
        own = [] if collision.kind is Kind.PLACE else [(OWN, "Words of your own")]
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [*((f"{AMENDMENT}{name}", f"Amendment {name}") for name in names), (BASE, otherwise), *own]
        if own:
            one = collision.kind is Kind.WORDS
            self.fields["words"].help_text = (
                "Only if you chose that: what should stand in place of the contested words."
                if one
                else "Only if you chose that: what should stand in place of these paragraphs, a paragraph a line."
            )
            self.initial.setdefault("words", own_lines(collision.base))
        else:
            del self.fields["words"]

    def clean(self) -> dict[str, Any]:
        """Own words are one text where they stand inside a paragraph."""
        given = super().clean() or self.cleaned_data
        if given.get("choice") == OWN and self.collision.kind is Kind.WORDS and len(self._own()) > 1:
            self.add_error("words", "These words stand inside one paragraph: write them without a new line.")
        return given

    def wanted(self, key: str) -> Wanted:
        """What this valid form says."""
        given, choice = self.cleaned_data, self.cleaned_data["choice"]
        name = choice.removeprefix(AMENDMENT) if choice.startswith(AMENDMENT) else None
        words = self._own() if choice == OWN else None
        return Wanted(key=key, why=given["why"], amendment=name, words=words, seen=given["seen"])

    def _own(self) -> tuple[str, ...]:
        found = own_words(self.cleaned_data.get("words", ""))
        return found or (("",) if self.collision.kind is Kind.WORDS else ())
