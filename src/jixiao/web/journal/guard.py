"""Triggers by which the database itself refuses to change or remove what stands in the journal.

They hold for whoever comes by way of the application's account. The owner of the database can take them down; then the
hashes show what was tampered with.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_REFUSAL = "操作日志只能增加"
_SHORTER = "NEW.length <> OLD.length + 1"
_RULES = (
    ("journal_entry_kept", "DELETE", "journal_entry", ""),
    ("journal_entry_unchanged", "UPDATE", "journal_entry", ""),
    ("journal_chain_kept", "DELETE", "journal_chain", ""),
    ("journal_chain_grows", "UPDATE", "journal_chain", _SHORTER),
)
_EMPTIED = "journal_entry_not_emptied"


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers in the database of CONNECTION, where they are missing."""
    take_down(connection)
    _run(connection, _SERVER if connection.vendor == "postgresql" else _FILE)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers, for whoever has to replace the whole journal."""
    on_table = connection.vendor == "postgresql"
    drops = [f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if on_table else ''}" for name, _, table, _ in _RULES]
    _run(connection, [*drops, *([f"DROP TRIGGER IF EXISTS {_EMPTIED} ON journal_entry"] if on_table else [])])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _when(condition: str) -> str:
    return f" WHEN ({condition})" if condition else ""


_FILE = [
    f"CREATE TRIGGER {name} BEFORE {event} ON {table}{_when(condition)} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for name, event, table, condition in _RULES
]
_SERVER = [
    "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
    *(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{_when(condition)} "
        "EXECUTE FUNCTION journal_refuse()"
        for name, event, table, condition in _RULES
    ),
    f"CREATE TRIGGER {_EMPTIED} BEFORE TRUNCATE ON journal_entry EXECUTE FUNCTION journal_refuse()",
]
