"""PDF by LibreOffice: a real file where it is installed, a sentence where it is not or does nothing."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import docx
import pytest

from jixiao.rendering import pdf
from jixiao.rendering.pdf import NoPdfError, find_office, write_pdfs


def word_file(folder: Path) -> Path:
    path = folder / "自评报告.docx"
    document = docx.Document()
    document.add_paragraph("自评总分98.5分。")
    document.save(str(path))
    return path


def fake_office(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.skipif(find_office() is None, reason="没有装 LibreOffice，不能转 PDF")
def test_a_word_file_becomes_a_pdf_beside_it(tmp_path: Path) -> None:
    [made] = write_pdfs([word_file(tmp_path)])
    assert made == tmp_path / "自评报告.pdf"
    assert made.read_bytes().startswith(b"%PDF-")


def test_without_libreoffice_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    with pytest.raises(NoPdfError, match=r"没有找到 LibreOffice.*另存为 PDF"):
        write_pdfs([word_file(tmp_path)])


def test_an_old_pdf_does_not_pass_for_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "自评报告.pdf"
    old.write_bytes(b"%PDF-old")
    office = fake_office(tmp_path, "pass")
    monkeypatch.setattr(pdf, "find_office", lambda: office)
    with pytest.raises(NoPdfError, match=r"没有转出 自评报告\.docx"):
        write_pdfs([word_file(tmp_path)])
    assert old.read_bytes() == b"%PDF-old"


def test_an_office_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = fake_office(tmp_path, "import time; time.sleep(60)")
    monkeypatch.setattr(pdf, "find_office", lambda: office)
    monkeypatch.setattr(pdf, "_SECONDS_TO_START", 0.2)
    monkeypatch.setattr(pdf, "_SECONDS_EACH", 0)
    with pytest.raises(NoPdfError, match="没有转成 PDF"):
        write_pdfs([word_file(tmp_path)])
