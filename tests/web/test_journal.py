"""The journal only grows, and shows when it was tampered with."""

from __future__ import annotations

import pytest

from jixiao.web.journal.chain import broken_links, record
from jixiao.web.journal.models import Chain, Entry


@pytest.fixture
def entries(db: None) -> list[Entry]:  # noqa: ARG001
    return [record(None, "修改", f"sheet:{number}", before={"甲": 1}, after={"甲": "二"}) for number in range(4)]


@pytest.mark.usefixtures("entries")
def test_a_journal_that_nobody_touched_holds() -> None:
    assert list(broken_links()) == []
    assert [entry.number for entry in Entry.objects.all()] == [1, 2, 3, 4]


@pytest.mark.usefixtures("db")
def test_an_empty_journal_holds() -> None:
    assert list(broken_links()) == []


@pytest.mark.usefixtures("entries", "unguarded_journal")
@pytest.mark.parametrize(
    ("field", "value"), [("who", "别人"), ("after", {"甲": "三"}), ("action", "通过"), ("subject", "x")]
)
def test_a_changed_entry_is_told(field: str, value: object) -> None:
    Entry.objects.filter(number=2).update(**{field: value})
    assert list(broken_links()) == ["第2条日志的内容被改过。"]


@pytest.mark.usefixtures("entries", "unguarded_journal")
def test_a_removed_entry_is_told() -> None:
    Entry.objects.filter(number=2).delete()
    assert "第2条到第2条日志不见了。" in list(broken_links())


@pytest.mark.usefixtures("entries", "unguarded_journal")
def test_removed_last_entries_are_told() -> None:
    Entry.objects.filter(number__gte=3).delete()
    assert list(broken_links()) == ["应有4条日志，现在到第2条为止：末尾的日志不见了。"]


@pytest.mark.usefixtures("entries", "unguarded_journal")
def test_an_exchanged_last_entry_is_told() -> None:
    Chain.objects.update(last_hash="f" * 64)
    assert list(broken_links()) == ["最后一条日志（第4条）被换过。"]


def test_an_entry_refuses_to_be_changed_or_removed(entries: list[Entry]) -> None:
    with pytest.raises(TypeError):
        entries[0].save()
    with pytest.raises(TypeError):
        entries[0].delete()
