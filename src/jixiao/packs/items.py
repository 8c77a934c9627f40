"""What all items of a pack share: strict groups of items, and the words for what is evaluated."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from jixiao.evaluations import Subject

_SUBJECTS = {"部门": Subject.DEPARTMENT, "项目": Subject.PROJECT}


def _subjects(value: object) -> object:
    words: list[object] = list(value) if isinstance(value, list | tuple) else [value]
    for word in words:
        if word not in _SUBJECTS and not isinstance(word, Subject):
            raise ValueError(f"“{word}”不能用，只能是 {'、'.join(_SUBJECTS)}")
    return tuple(_SUBJECTS.get(str(word), word) for word in words)


def _subject_words(subjects: tuple[Subject, ...]) -> list[str]:
    return [word for word, subject in _SUBJECTS.items() if subject in subjects]


_SUBJECT_SCHEMA = {"enum": list(_SUBJECTS)}

Subjects = Annotated[
    tuple[Subject, ...],
    BeforeValidator(_subjects),
    Field(min_length=1),
    PlainSerializer(_subject_words, when_used="json"),
    WithJsonSchema({"anyOf": [_SUBJECT_SCHEMA, {"type": "array", "minItems": 1, "items": _SUBJECT_SCHEMA}]}),
]


class Item(BaseModel):
    """A group of items in a pack: unknown ones are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
