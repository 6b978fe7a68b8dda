"""A link, with a copy of its page: pages change and go away, the copy and its fingerprint stay."""

from typing import Any
from urllib.parse import urlsplit

from django import forms

from coopcouncil.data.documents.links import LinkError, PageGoneError, SavedCopy
from coopcouncil.data.documents.scanning import InfectedError, ScannerUnavailableError
from coopcouncil.web.evidence.files import DocumentField, download_of, fetch_copy, is_kept, keep_file
from coopcouncil.web.evidence.forms import EvidenceForm
from coopcouncil.web.evidence.kinds.registry import Checked, Kind, Outcome
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.people.models import Person

FETCH, BY_HAND, NONE = "fetch", "by-hand", "none"
COPYING = (
    (FETCH, "Save a copy of the page now"),
    (BY_HAND, "I have saved a copy and add it as a file"),
    (NONE, "Keep the link without a copy"),
)
ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".xhtml", "application/xml": ".xml", "text/xml": ".xml"}


class LinkForm(EvidenceForm):
    """An address, and where its copy comes from."""

    url = forms.CharField(
        label="Address of the page",
        help_text="It begins with https:// or http://",
        max_length=2000,
        error_messages={"required": "Enter the address of the page."},
    )
    copying = forms.ChoiceField(label="A copy of the page", widget=forms.RadioSelect, choices=COPYING, initial=FETCH)
    copy = DocumentField(label="Your copy, if you add one", required=False, help_text="For example, the page as a PDF.")
    kind_fields = ("url", "copying", "copy")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.evidence:
            self.initial["copying"] = NONE
            self.initial.pop("copy", None)
            field = self.fields["copying"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            kept = "Leave the copy as it is" if self.evidence.holds.get("copy") else COPYING[2][1]
            field.choices = [*COPYING[:2], (NONE, kept)]

    def clean_url(self) -> str:
        """An address that a browser opens."""
        url = str(self.cleaned_data["url"]).strip()
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise forms.ValidationError("Enter an address that begins with https:// or http://")
        return url

    def clean(self) -> dict[str, Any] | None:
        """The copy, fetched only when all else is in order: it takes some seconds."""
        given = super().clean()
        copying = self.cleaned_data.get("copying")
        if copying == BY_HAND and not self.cleaned_data.get("copy") and "copy" not in self.errors:
            self.add_error("copy", "Choose the file in which you saved the page.")
        if copying == NONE and self.evidence and self.cleaned_data.get("url") != self.evidence.holds["url"]:
            self.add_error("copying", "The address changed, so the copy is of another page. Save or add a new one.")
        if copying == FETCH and not self.errors:
            self._fetch()
        return given

    def _fetch(self) -> None:
        try:
            self.saved = fetch_copy(self.cleaned_data["url"])
        except (LinkError, InfectedError, ScannerUnavailableError) as error:
            self.add_error("url", f"No copy could be saved. {error}")
            self.add_error("copying", "Add a copy as a file, keep the link without one, or try again.")

    def holds(self) -> dict[str, Any]:
        """The address, and its copy where there is one."""
        url, copying = self.cleaned_data["url"], self.cleaned_data["copying"]
        if copying == FETCH:
            return {"url": url, "copy": _kept(self.saved)}
        if copying == BY_HAND:
            return {"url": url, "copy": {**keep_file(self.cleaned_data["copy"]), "by_hand": True}}
        return {"url": url, "copy": self.kept.get("copy")}


def _kept(saved: SavedCopy) -> dict[str, Any]:
    host = urlsplit(saved.final_url).hostname or "page"
    return {
        "sha256": saved.sha256,
        "name": f"{host}{ENDINGS.get(saved.media_type, '')}",
        "media_type": saved.media_type,
        "size": saved.size_bytes,
        "kept_at": saved.fetched_at.isoformat(),
        "final_url": saved.final_url,
        "by_hand": False,
    }


def _check(evidence: Evidence, _by: Person) -> Checked:
    """Fetch the page again and compare it with the copy, byte for byte."""
    url, copy = evidence.holds["url"], evidence.holds.get("copy")
    try:
        saved = fetch_copy(url)
    except PageGoneError as error:
        return Checked(Outcome.GONE, f"The page is gone. {error}")
    except (LinkError, InfectedError, ScannerUnavailableError) as error:
        return Checked(Outcome.NOT_CHECKED, f"The page could not be read. {error}")
    found = _kept(saved)
    if not copy or copy["by_hand"]:
        return Checked(
            Outcome.NOT_CHECKED, "The page is there. It cannot be compared: no copy of it was fetched.", found
        )
    if saved.sha256 == copy["sha256"]:
        return Checked(Outcome.SAME, "The page is the same as the copy, byte for byte.", found)
    return Checked(Outcome.DIFFERENT, "The page is not the same as the copy: it changed since.", found)


def _faults(evidence: Evidence) -> list[str]:
    copy = evidence.holds.get("copy")
    gone = bool(copy) and not is_kept(copy)
    return ["The copy of its page is not kept here any more. Look in the backup."] if gone else []


KIND = Kind(
    name="link",
    label="Link",
    needs="A page on the web. A copy is saved with its fingerprint, because pages change and go away.",
    form=LinkForm,
    template="evidence/kinds/link.html",
    brief=lambda evidence: urlsplit(evidence.holds["url"]).hostname or "",
    shown=lambda evidence, _user: {"url": evidence.holds["url"], "copy": evidence.holds.get("copy")},
    check=_check,
    faults=_faults,
    download=lambda evidence: download_of(evidence.holds.get("copy")),
)
