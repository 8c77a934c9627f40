"""Options that several commands share, and what they amount to together with the settings file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from jixiao.cli.chinese import CallError

if TYPE_CHECKING:
    from jixiao.auditing import Selection
    from jixiao.auditing.baseline import Baseline
    from jixiao.auditing.registry import Check
    from jixiao.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., object])
PATH = click.Path(path_type=Path)


def files_argument(command: _Command) -> _Command:
    """Add the files to be audited."""
    return click.argument("files", nargs=-1, required=True, metavar="文件...")(command)


def selection_options(command: _Command) -> _Command:
    """Add the options that choose checks and dossier, and the settings file."""
    for option in (
        click.option("--config", type=PATH, metavar="文件", help="设置文件；不写时用当前文件夹里的 jixiao.toml"),
        click.option("--together", is_flag=True, help="把这些文件当作同一份卷宗，互相核对"),
        click.option("--ignore", multiple=True, metavar="编号,...", help="不做这些检查（编号或类别）"),
        click.option("--only", multiple=True, metavar="编号,...", help="只做这些检查（编号或类别，见 jixiao checks）"),
    ):
        command = option(command)
    return command


def settings_of(config: Path | None) -> Settings:
    """Load the settings, turning their faults into messages of the command line."""
    from jixiao.settings import SettingsError, load_settings

    try:
        return load_settings(config)
    except SettingsError as fault:
        raise CallError(str(fault)) from fault


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run goes by: the settings, the choice of checks, and the catalogue it was made from."""

    settings: Settings
    selection: Selection
    checks: tuple[Check, ...]

    def runs(self, check: str) -> bool:
        """Tell whether the check with this id is run."""
        return any(one.id == check for one in self.selection.chosen(self.checks))


def plan(config: Path | None, only: tuple[str, ...], ignore: tuple[str, ...]) -> Plan:
    """Combine the settings file with the command line; checks named on the command line replace those in the file."""
    from jixiao.auditing import Selection
    from jixiao.auditing.registry import all_checks

    settings, checks = settings_of(config), all_checks()
    chosen = [
        _known(_split(words) or kept, checks, f"--{name}" if words else f"设置文件的 audit.{name}")
        for name, words, kept in (("only", only, settings.only), ("ignore", ignore, settings.ignore))
    ]
    return Plan(settings, Selection(*chosen), checks)


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for value in values for word in re.split(r"[,，、\s]+", value) if word)


def _known(names: tuple[str, ...], checks: tuple[Check, ...], where: str) -> frozenset[str]:
    allowed = {check.id for check in checks} | {check.family for check in checks}
    for name in names:
        if name not in allowed:
            raise CallError(f"{where} 里的“{name}”不是检查项的编号，也不是类别。全部检查项见 jixiao checks。")
    return frozenset(names)


def load_baseline(path: Path) -> Baseline:
    """Read the baseline at PATH, turning its faults into messages of the command line."""
    from jixiao.auditing.baseline import BaselineError, parse_baseline

    try:
        return parse_baseline(path.read_text(encoding="utf-8-sig"), str(path))
    except FileNotFoundError as fault:
        raise CallError(f"没有基线文件 {path}。请检查路径，或先运行 jixiao baseline 文件… 建立它。") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise CallError(f"基线文件 {path} 读不出来，请检查它有没有损坏、有没有读取的权限。") from fault
    except BaselineError as fault:
        raise CallError(str(fault)) from fault


def name_in(baseline: Path) -> Callable[[str], str]:
    """Return how the baseline at that path names a file: its path from the baseline's folder, with forward slashes.

    So a folder can be moved, or put under version control, together with its baseline.
    """
    folder = baseline.resolve().parent

    def name(source: str) -> str:
        full = Path(source).resolve()
        try:
            return Path(os.path.relpath(full, folder)).as_posix()
        except ValueError:
            # On Windows there is no relative path from one drive to another.
            return full.as_posix()

    return name
