"""What every test may use: the reference material beside the repository, and how hypothesis runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
