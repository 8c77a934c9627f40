"""The project's settings file ``jixiao.toml``: what to audit for, what counts as failure, how large files may be."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from jixiao.documents import SAFE_LIMITS, Limits

FILE_NAME = "jixiao.toml"
FAIL_ON = ("error", "warning", "info", "never")
_TABLES = ("audit", "limits")
_AUDIT_KEYS = ("only", "ignore", "fail_on", "baseline")


class SettingsError(Exception):
    """The settings cannot be used; the message names file, key and what is allowed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run goes by. ``only`` and ``ignore`` hold ids or families of checks; ``baseline`` is an absolute path."""

    only: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    baseline: Path | None = None
    limits: Limits = SAFE_LIMITS


def load_settings(path: Path | None) -> Settings:
    """Return the settings in the file at PATH; without PATH, those of ``jixiao.toml`` in the current folder, if any.

    Raises :class:`SettingsError`.
    """
    chosen = path or Path(FILE_NAME)
    if path is None and not chosen.is_file():
        return Settings()
    try:
        text = chosen.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise SettingsError(f"没有设置文件 {chosen}，请检查文件名和路径。") from fault
    except OSError as fault:
        raise SettingsError(f"设置文件 {chosen} 读不出来，请检查它是不是文件、有没有读取的权限。") from fault
    except UnicodeDecodeError as fault:
        raise SettingsError(f"设置文件 {chosen} 不是 UTF-8 编码，请用记事本另存为 UTF-8。") from fault
    return parse_settings(text, str(chosen), chosen.resolve().parent)


def parse_settings(text: str, name: str, folder: Path) -> Settings:
    """Parse settings; NAME is the file's name for messages, FOLDER is what a relative baseline path is relative to."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(f"{name}：不是正确的 TOML（{fault}），请改正后重试。") from fault
    _only_known(content, _TABLES, name, "")
    tables = {key: _table(content, key, name) for key in _TABLES}
    return _with_limits(_audit(tables["audit"], name, folder), tables["limits"], name)


def _table(content: Mapping[str, object], key: str, name: str) -> dict[str, object]:
    table = content.get(key, {})
    if not isinstance(table, dict):
        raise SettingsError(f"{name}：{key} 应是一节，写作 [{key}]。")
    return table


def _only_known(table: Mapping[str, object], allowed: tuple[str, ...], name: str, prefix: str) -> None:
    for key in table:
        if key not in allowed:
            raise SettingsError(f"{name}：不认识的项 {prefix}{key}，只能用 {'、'.join(allowed)}。")


def _audit(table: Mapping[str, object], name: str, folder: Path) -> Settings:
    _only_known(table, _AUDIT_KEYS, name, "audit.")
    fail_on = _text(table.get("fail_on", "error"), f"{name}：audit.fail_on")
    if fail_on not in FAIL_ON:
        raise SettingsError(f"{name}：audit.fail_on 是“{fail_on}”，只能是 {'、'.join(FAIL_ON)}。")
    baseline = table.get("baseline")
    return Settings(
        only=_words(table.get("only", []), f"{name}：audit.only"),
        ignore=_words(table.get("ignore", []), f"{name}：audit.ignore"),
        fail_on=fail_on,
        baseline=None if baseline is None else folder / _text(baseline, f"{name}：audit.baseline"),
    )


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise SettingsError(f"{where} 应是带引号的文字。")
    return value


def _words(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise SettingsError(f'{where} 应是一列文字，例如 ["score-total"]。')
    return tuple(_text(item, where) for item in value)


def _with_limits(settings: Settings, table: Mapping[str, object], name: str) -> Settings:
    allowed = tuple(field.name for field in fields(Limits))
    _only_known(table, allowed, name, "limits.")
    limits = asdict(settings.limits)
    for key, value in table.items():
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            raise SettingsError(f"{name}：limits.{key} 应是正整数。")
        limits[key] = value
    return replace(settings, limits=Limits(**limits))
