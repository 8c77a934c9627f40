"""The workbench's settings for tests: a data folder that goes away, a quick hash of passwords."""

import os
import tempfile

os.environ["JIXIAO_DATA"] = tempfile.mkdtemp(prefix="jixiao-test-")
os.environ["JIXIAO_HOSTS"] = "testserver,127.0.0.1,localhost"

from jixiao.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
