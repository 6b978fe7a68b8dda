"""Forms of motions: taking one in, its details, its text, where it stands, advice, and decisions on warnings."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone

from coopcouncil.papers.words import day
from coopcouncil.rules.motions.states import MOTION_NEEDS_REASON, MotionState
from coopcouncil.web.evidence.files import DocumentField
from coopcouncil.web.evidence.kinds.minute import DATES
from coopcouncil.web.meetings.models import Meeting, MeetingState
from coopcouncil.web.motions.amendments.texts import Source
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.motions.operations import Details
from coopcouncil.web.motions.reading import LONGEST_WORDS, ReadMotion, UnreadableWordsError, read_words
from coopcouncil.web.people.models import Body, BodyKind, Person

FULL_COUNCIL = "the full council"
TIMES = ("%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p")
_WORDS = {"max_length": LONGEST_WORDS, "strip": False}


class SendForm(forms.Form):
    """A motion as it came: a file, or its words; with the same with changes where those stand apart."""

    file = DocumentField(
        label="The motion as a file",
        required=False,
        help_text="A Word document (.docx), with tracked changes or without, or a text file.",
    )
    words = forms.CharField(
        label="Or its words",
        required=False,
        widget=forms.Textarea,
        help_text="A paragraph a line. A line that begins with - is an item of a list; set one in by two spaces for a "
        "list inside a list. Where a line says that additions are bold and deletions struck through, **words** are "
        "additions and ~~words~~ deletions.",
        **_WORDS,  # type: ignore[arg-type]
    )
    changed = forms.CharField(
        label="The same with changes (optional)",
        required=False,
        widget=forms.Textarea,
        help_text="The whole text as it would be, if you have two versions.",
        **_WORDS,  # type: ignore[arg-type]
    )

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError when there is neither a file nor words."""
        given = super().clean() or {}
        if "file" not in self.errors and not given.get("file") and not given.get("words", "").strip():
            raise forms.ValidationError("Choose a file, or write in the words of the motion.")
        return given


class DetailsForm(forms.Form):
    """What is said of a motion besides its text. What is not known stays empty."""

    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="By which people will find it, such as: A co-operative council.",
        error_messages={"required": "Enter a title by which people will find the motion."},
    )
    body = forms.ChoiceField(label="Who will decide on it", required=False)
    mover = forms.CharField(label="Moved by (leave empty if not stated)", max_length=120, required=False)
    seconder = forms.CharField(label="Seconded by (leave empty if not stated)", max_length=120, required=False)
    received_on = forms.DateField(
        label="Day on which it came (leave empty if not known)",
        help_text="For example, 2 March 2026.",
        widget=forms.TextInput,
        input_formats=DATES,
        required=False,
        error_messages={"invalid": "Enter a date, for example 2 March 2026."},
    )
    received_time = forms.TimeField(
        label="Time at which it came",
        help_text="For example, 14:30. Needed to say whether it was in time.",
        widget=forms.TextInput,
        input_formats=TIMES,
        required=False,
        error_messages={"invalid": "Enter a time, for example 14:30."},
    )
    meeting = forms.ChoiceField(label="Meeting at which it will be moved", required=False)

    def __init__(self, *args: Any, motion: Motion | None = None, **kwargs: Any) -> None:
        if motion is not None:
            kwargs["initial"] = {**_initial(motion), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self._bodies = {each.slug: each for each in Body.objects.filter(kind=BodyKind.COMMITTEE, ended_at=None)}
        self._offer("body", [("", "The full council"), *((slug, each.name) for slug, each in self._bodies.items())])
        planned = Meeting.objects.select_related("body").filter(state=MeetingState.PLANNED).order_by("starts_at")
        self._meetings = {str(each.public_id): each for each in planned}
        if motion is not None and motion.meeting is not None:
            self._meetings.setdefault(str(motion.meeting.public_id), motion.meeting)
        self._offer("meeting", [("", "Not stated yet"), *((ref, str(each)) for ref, each in self._meetings.items())])

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a time without a day."""
        given = super().clean() or {}
        if given.get("received_time") and not given.get("received_on") and "received_on" not in self.errors:
            self.add_error("received_on", "Enter the day too, or leave out the time.")
        return given

    def details(self) -> Details:
        """What this valid form says."""
        given = self.cleaned_data
        return Details(
            title=given["title"],
            body=self._bodies.get(given["body"]),
            mover=given["mover"],
            mover_person=councillor_named(given["mover"]),
            seconder=given["seconder"],
            received_at=_moment(given["received_on"], given["received_time"]),
            meeting=self._meetings.get(given["meeting"]),
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


class KeepForm(DetailsForm):
    """A motion that was read: its words as they will be kept, its details, and what its changes are."""

    words = forms.CharField(
        label="The words, as they were read", widget=forms.Textarea,
        error_messages={"required": "Write in the words of the motion."}, **_WORDS,  # type: ignore[arg-type]
    )  # fmt: skip
    changed = forms.CharField(
        label="The words with the changes", widget=forms.Textarea, required=False, **_WORDS,  # type: ignore[arg-type]
    )  # fmt: skip
    changes_are = forms.ChoiceField(
        label="What are the changes in it?",
        choices=[
            ("amendment", "An amendment, on which the council has yet to decide"),
            ("agreed", "Changes that are agreed already"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    amendment_mover = forms.CharField(label="Who moves the amendment (leave empty if not stated)", max_length=120,
                                      required=False)  # fmt: skip
    source = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        self.read: ReadMotion | None = None

    def clean(self) -> dict[str, Any]:
        """Read the words. Raises ValidationError where there is no motion in them."""
        given = super().clean()
        try:
            self.read = read_words(given.get("words", ""), given.get("changed", ""))
        except UnreadableWordsError as error:
            self.add_error("words", str(error))
        if self.read and self.read.changed is not None and not given.get("changes_are"):
            self.add_error("changes_are", "Say whether the changes are an amendment or agreed already.")
        return given

    def sent_source(self) -> Source:
        """The file that the words were read from, as the page before said, for this person alone."""
        return unsign_source(self.cleaned_data.get("source", ""), self._user)


class TextForm(forms.Form):
    """The motion's text, to be changed, and why."""

    words = forms.CharField(
        label="The text", widget=forms.Textarea, error_messages={"required": "Write in the text."},
        help_text="A paragraph a line. A line that begins with - is an item of a list; set one in by two spaces for a "
        "list inside a list.", **_WORDS,  # type: ignore[arg-type]
    )  # fmt: skip
    why = forms.CharField(
        label="Why is it changed?", max_length=200, error_messages={"required": "Say why the text is changed."}
    )


class MoveForm(forms.Form):
    """Why a motion is brought to another state."""

    why = forms.CharField(label="Why?", widget=forms.Textarea, max_length=500, required=False)

    def __init__(self, *args: Any, to: MotionState, cautioned: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["why"]
        field.required = cautioned or to in MOTION_NEEDS_REASON
        field.error_messages["required"] = (
            "Say why it goes on the order paper as it is: the reason stays with it."
            if cautioned
            else f"Say why the motion is {to.label.lower()}: the reason stays with it."
        )
        field.label = "Why?" if field.required else "Why? (optional)"


class AdviceForm(forms.Form):
    """The Monitoring Officer's advice on a text."""

    in_order = forms.ChoiceField(
        label="Is this text in order?", choices=[("yes", "Yes, it is in order"), ("no", "No, it is out of order")],
        widget=forms.RadioSelect, error_messages={"required": "Say whether the text is in order."},
    )  # fmt: skip
    words = forms.CharField(
        label="The advice, in the words that will be shown", widget=forms.Textarea, max_length=5000,
        error_messages={"required": "Write the advice in the words that will be shown."},
    )  # fmt: skip


class WarningForm(forms.Form):
    """What a clerk decides about a warning."""

    decision = forms.ChoiceField(
        label="What should become of it?", choices=[("leave", "Leave it as it is"), ("mend", "Have it mended")],
        widget=forms.RadioSelect, error_messages={"required": "Say what should become of it."},
    )  # fmt: skip
    why = forms.CharField(label="Why? (optional)", max_length=500, required=False)


def councillor_named(name: str) -> Person | None:
    """The person here whose name this is, with a title before it or without; None when none or several are."""
    plain = name.strip()
    for title in ("Councillor ", "Cllr. ", "Cllr "):
        plain = plain.removeprefix(title)
    found = list(Person.objects.filter(name__iexact=plain, is_active=True)[:2]) if plain else []
    return found[0] if len(found) == 1 else None


def sign_source(source: Source, user: Any) -> str:
    """A source as a hidden field carries it: nobody else can send it, and nobody can change it."""
    return signing.dumps([source.name, source.sha256, list(source.notes), user.pk], salt="motion-source")


def unsign_source(signed: str, user: Any) -> Source:
    """The source of a hidden field; nothing where it is not one of ours, or another person's."""
    try:
        name, sha256, notes, owner = signing.loads(signed, salt="motion-source", max_age=7 * 24 * 3600)
    except (signing.BadSignature, ValueError):
        return Source()
    return Source(name, sha256, tuple(notes)) if owner == user.pk else Source()


def _moment(on: date | None, at: time | None) -> datetime | None:
    """The moment; without a time the day is kept as its last minute, so that nothing late counts as in time."""
    if on is None:
        return None
    return timezone.make_aware(datetime.combine(on, at or time(23, 59)))


def _initial(motion: Motion) -> dict[str, Any]:
    received = timezone.localtime(motion.received_at) if motion.received_at else None
    return {
        "title": motion.title,
        "body": motion.body.slug if motion.body else "",
        "mover": motion.mover,
        "seconder": motion.seconder,
        "received_on": day(received.date()) if received else "",
        "received_time": f"{received:%H:%M}" if received else "",
        "meeting": str(motion.meeting.public_id) if motion.meeting else "",
    }
