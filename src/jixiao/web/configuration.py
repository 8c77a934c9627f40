"""What an installation is told by its environment: where its data lies, which database, who may reach it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

DATA_VARIABLE = "JIXIAO_DATA"
DATABASE_VARIABLE = "JIXIAO_DATABASE"
HOSTS_VARIABLE = "JIXIAO_HOSTS"
HTTPS_VARIABLE = "JIXIAO_HTTPS"
SECRET_VARIABLE = "JIXIAO_SECRET_KEY"
LOCAL_HOSTS = ("127.0.0.1", "localhost")  # whoever watches over the workbench asks it there
_DEFAULT_FOLDER = "jixiao-data"
_SECRET_FILE = "secret.key"
_SECRET_BYTES = 48
_POSTGRESQL = ("postgresql", "postgres")
_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


class ConfigurationError(Exception):
    """The environment cannot be used; the message names the variable and what is allowed."""


@dataclass(frozen=True, slots=True)
class Database:
    """A PostgreSQL database by its address, or the SQLite file of the data folder where there is none."""

    name: str
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = ""
    server: bool = False


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of one installation. ``data`` is an absolute folder; ``https`` tells that a proxy serves HTTPS."""

    data: Path
    database: Database
    hosts: tuple[str, ...]
    secret: str
    https: bool


def configuration(environment: Mapping[str, str] = os.environ) -> Configuration:
    """Return the configuration in ENVIRONMENT. The data folder and the secret in it are made where they are missing.

    Raises :class:`ConfigurationError`.
    """
    data = Path(environment.get(DATA_VARIABLE) or _DEFAULT_FOLDER).absolute()
    try:
        data.mkdir(parents=True, exist_ok=True)
        secret = environment.get(SECRET_VARIABLE) or _kept_secret(data / _SECRET_FILE)
    except OSError as fault:
        raise ConfigurationError(
            f"数据文件夹 {data} 建不了或写不进去（{DATA_VARIABLE}），请换一个有写入权限的文件夹。"
        ) from fault
    hosts = tuple(host.strip() for host in environment.get(HOSTS_VARIABLE, "").split(",") if host.strip())
    return Configuration(
        data=data,
        database=_database(environment.get(DATABASE_VARIABLE, ""), data),
        hosts=hosts,
        secret=secret,
        https=_switch(HTTPS_VARIABLE, environment.get(HTTPS_VARIABLE, "")),
    )


def _switch(name: str, text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise ConfigurationError(f"{name} 只能写 1 或 0，现在写的是“{text}”。")


def _kept_secret(path: Path) -> str:
    """Return the secret in the file at PATH; the first one to ask makes it, for the owner's eyes only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        file.write(secret)
    return secret


def _database(address: str, data: Path) -> Database:
    if not address:
        return Database(name=str(data / "jixiao.sqlite3"))
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in _POSTGRESQL or not name:
        raise ConfigurationError(
            f"{DATABASE_VARIABLE} 应写成 postgresql://用户:密码@主机:端口/数据库名；不写就用数据文件夹里的 SQLite。"
        )
    try:
        port = parts.port
    except ValueError as fault:
        raise ConfigurationError(f"{DATABASE_VARIABLE} 里的端口应是 1 到 65535 的数。") from fault
    return Database(
        name, parts.hostname or "", port, unquote(parts.username or ""), unquote(parts.password or ""), True
    )
