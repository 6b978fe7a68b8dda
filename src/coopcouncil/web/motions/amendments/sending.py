"""The words of an amendment as a file: read into the field of the page, and looked at there before they are kept."""

from typing import Any, TypeVar

from django.http import HttpRequest

from coopcouncil.web.evidence.files import CheckedUpload, keep_file
from coopcouncil.web.motions.amendments.forms import TextForm
from coopcouncil.web.motions.amendments.lines import to_lines
from coopcouncil.web.motions.amendments.texts import Source
from coopcouncil.web.motions.files import UnreadableFileError, words_of
from coopcouncil.web.motions.forms import sign_source, unsign_source
from coopcouncil.web.motions.reading import UnreadableWordsError, read_words

Form = TypeVar("Form", bound=TextForm)


def with_file(request: HttpRequest, form: type[Form], initial: dict[str, Any]) -> Form:
    """The form as it was sent; where a file came with it, its words stand in the field, and nothing is kept yet."""
    if request.method != "POST":
        return form(initial=initial)
    sent = form(request.POST, request.FILES)
    sent.is_valid()
    upload: CheckedUpload | None = sent.cleaned_data.get("file")
    if upload is None:
        return sent
    try:
        words, source = _read(upload)
    except (UnreadableFileError, UnreadableWordsError) as error:
        sent.add_error("file", str(error))
        return sent
    data = request.POST.copy()
    data["words"], data["source"], data["step"] = words, sign_source(source, request.user), "look"
    request.POST = data  # type: ignore[assignment]  # what follows reads the words that stand there now
    return form(data)


def source_of(request: HttpRequest, form: TextForm) -> Source | None:
    """The file that the words of this valid form came from, for whoever sent it."""
    signed = form.cleaned_data.get("source", "")
    return unsign_source(signed, request.user) if signed else None


def _read(upload: CheckedUpload) -> tuple[str, Source]:
    """The words of a file, with its changes made, as lines; and the file, which is kept from now on."""
    read = words_of(upload.path, upload.checked.safe_name)
    newest = read_words(read.words, read.changed).newest
    kept = keep_file(upload)
    return to_lines(newest), Source(kept["name"], kept["sha256"], (*kept["notes"], *read.notes))
