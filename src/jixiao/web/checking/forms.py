"""What is asked for to audit files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jixiao.web.uploads import DOCUMENTS, bounded

MOST_FILES = 20


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files at once, each of a kind that can be read and of bounded size."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = data if isinstance(data, list | tuple) else [data]
        if not files:
            raise forms.ValidationError("请先选文件")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"一次最多{MOST_FILES}个文件，现在选了{len(files)}个")
        return [bounded(super(_FilesField, self).clean(each, initial), DOCUMENTS) for each in files]


class AuditForm(forms.Form):
    """Files of one dossier."""

    papers = _FilesField(
        label="要核查的文件",
        widget=_ManyFiles(attrs={"multiple": True, "accept": ",".join(DOCUMENTS)}),
        help_text="可以一次选几个（表、报告、基础数据表），会互相核对。"
        "能读 .docx、.xlsx、.html、.txt，每个不超过50 MB。",
    )
