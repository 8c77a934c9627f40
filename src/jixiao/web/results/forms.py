"""What is asked for to have something put right, and to report that it was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jixiao.web.uploads import DOCUMENTS, bounded

GRADES = ("优", "良", "中", "差")
PROOFS = (*DOCUMENTS, ".pdf", ".jpg", ".jpeg", ".png", ".doc", ".xls")


class RectificationForm(forms.Form):
    """A fault and the day by which it has to be put right."""

    fault = forms.CharField(label="问题", widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)
    due = forms.DateField(label="整改期限", widget=forms.DateInput(attrs={"type": "date"}))


class DoneForm(forms.Form):
    """What was done, and the paper that shows it."""

    done = forms.CharField(label="整改情况", max_length=1000)
    proof = forms.FileField(label="佐证", required=False)

    def clean_proof(self) -> UploadedFile[Any] | None:
        """Refuse what is no paper or picture."""
        file: UploadedFile[Any] | None = self.cleaned_data["proof"]
        return bounded(file, PROOFS) if file is not None else None


class ConsequencesForm(forms.Form):
    """What each grade leads to; a blank takes the consequence away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for grade in GRADES:
            self.fields[grade] = forms.CharField(label=grade, required=False, max_length=300)
