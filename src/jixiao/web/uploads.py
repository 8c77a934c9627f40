"""The bounds of what may be uploaded: kinds that can be read, and how large."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

DOCUMENTS = (".docx", ".xlsx", ".html", ".htm", ".txt")
DATA = (".yaml", ".yml", ".json")
LARGEST = 50 * 1024 * 1024


def bounded(file: UploadedFile[Any], suffixes: Collection[str]) -> UploadedFile[Any]:
    """Return FILE where it is of one of SUFFIXES and not too large; else raises :class:`forms.ValidationError`."""
    name = file.name or ""
    if PurePath(name).suffix.lower() not in suffixes:
        raise forms.ValidationError(f"{name}：这种文件读不了，请先另存为 .docx 或 .xlsx")
    if (file.size or 0) > LARGEST:
        raise forms.ValidationError(f"{name}：超过50 MB，请拆开再传")
    return file
