from typing import Any

from django.db import migrations

from jixiao.web.journal import guard


def _put_up(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    guard.put_up(schema_editor.connection)


def _take_down(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    guard.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_initial")]

    operations = [migrations.RunPython(_put_up, _take_down)]
