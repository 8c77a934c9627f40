"""What every test may use: the reference material beside the repository, and how hypothesis runs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]

# No deadline in either: a test that fails because the machine was busy says nothing about the code.
settings.register_profile("local", deadline=None, max_examples=100)
settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the repository; the test is skipped where it was not supplied."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("仓库旁边没有 ../shared 参考资料，跳过 / no reference material in ../shared beside the repository")
    return folder


_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser without a window; the test is skipped where no Chromium is installed."""
    if _CHROMIUM is None:
        pytest.skip("本机没有安装 Chromium，跳过浏览器测试 / Chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield started
        started.close()
