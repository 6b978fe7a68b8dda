"""The search form."""

from django import forms


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(label="Search everything you may see", max_length=200, required=False)

    def words(self) -> str:
        """The words, without what no text holds."""
        self.full_clean()
        return " ".join(str(self.cleaned_data.get("q", "")).replace("\0", " ").split())
