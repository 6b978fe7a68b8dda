"""Fields of forms that take words: what cannot be printed, and what no database takes, is left out."""

import re
from typing import Any

from django import forms

# of days and times as people write them
MOMENT_FORMATS = [
    f"{day}{time}"
    for day in ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d")
    for time in (" at %H:%M", " %H:%M", "T%H:%M", "")
]
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class PlainField(forms.CharField):
    """Words in one line."""

    def to_python(self, value: Any) -> str:
        """The words without control characters and without ends of lines."""
        return " ".join(_CONTROLS.sub("", str(super().to_python(value) or "")).split())


class WordsField(forms.CharField):
    """Words in many lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The words without control characters."""
        return _CONTROLS.sub("", str(super().to_python(value) or ""))
