"""The form that takes payments files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


class ManyFiles(forms.ClearableFileInput):
    """A file field of a page that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; empty ones are refused by name."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """The files, each checked as Django checks one."""
        given = data if isinstance(data, Sequence) and data else [data]
        return [super(FilesField, self).clean(each, initial) for each in given]


class UploadForm(forms.Form):
    """Which council paid, and its files."""

    council = forms.CharField(
        label="Which council made these payments?",
        help_text="Its full name, for example Ambleford City Council.",
        max_length=200,
        error_messages={"required": "Enter the name of the council that made the payments."},
    )
    payments = FilesField(
        label="Payments files",
        help_text="One or more CSV or Excel files, .ods, or a zip of CSVs, in any layout.",
        error_messages={
            "required": "Choose at least one payments file.",
            "empty": "One of the files is empty. Choose files that hold payments.",
        },
    )

    def clean_payments(self) -> "list[UploadedFile[Any]]":
        """Refuses more than the page takes at a time."""
        files: list[UploadedFile[Any]] = self.cleaned_data["payments"]
        limit = settings.COOPCOUNCIL_UPLOAD_BYTES
        if sum(each.size or 0 for each in files) > limit:
            raise forms.ValidationError(
                f"The files are larger than {limit // 1024**2} MB together. Send fewer at once, or load them with the "
                "command coopcouncil spending load."
            )
        return files
