"""What is asked for to fill a sheet from a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jixiao.web.uploads import DATA, DOCUMENTS, bounded


class ImportForm(forms.Form):
    """One file."""

    file = forms.FileField(label="文件", error_messages={"required": "请先选文件"})

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse what cannot be read."""
        return bounded(self.cleaned_data["file"], (*DOCUMENTS, *DATA))
