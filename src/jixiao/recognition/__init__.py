"""Recognition: Document → evaluations, figures, the outline of the report. It reads; it does not judge."""

from jixiao.recognition.bundle import recognise
from jixiao.recognition.columns import Column, column_of
from jixiao.recognition.finance_tables import FinanceTable, finance_tables
from jixiao.recognition.loading import DATA_SUFFIXES, evaluations_in, load_data
from jixiao.recognition.model import DataRow, DataTable, Dossier, Field, FormTable, InlineAmount, Recognition, between
from jixiao.recognition.passages import Figure, Passage, clean_text
from jixiao.recognition.table_rows import Row, amount_of, rows_of
from jixiao.recognition.transcription import transcribe

__all__ = [
    "DATA_SUFFIXES",
    "Column",
    "DataRow",
    "DataTable",
    "Dossier",
    "Field",
    "Figure",
    "FinanceTable",
    "FormTable",
    "InlineAmount",
    "Passage",
    "Recognition",
    "Row",
    "amount_of",
    "between",
    "clean_text",
    "column_of",
    "evaluations_in",
    "finance_tables",
    "load_data",
    "recognise",
    "rows_of",
    "transcribe",
]
