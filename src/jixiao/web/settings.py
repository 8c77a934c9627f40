"""Django's settings, from the environment (:mod:`jixiao.web.configuration`)."""

from pathlib import Path
from typing import Any

from jixiao.web.configuration import LOCAL_HOSTS, Database, configuration
from jixiao.web.logs import LOGGING as _LOGGING

_HERE = Path(__file__).parent
INSTALLATION = configuration()

SECRET_KEY = INSTALLATION.secret
DEBUG = False
ALLOWED_HOSTS = [*INSTALLATION.hosts, *LOCAL_HOSTS]
ROOT_URLCONF = "jixiao.web.urls"
WSGI_APPLICATION = "jixiao.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "treebeard",
    "django_htmx",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "jixiao.web.people",
    "jixiao.web.organisations",
    "jixiao.web.journal",
    "jixiao.web.rounds",
    "jixiao.web.sheets",
    "jixiao.web.reviewing",
    "jixiao.web.checking",
    "jixiao.web.publishing",
    "jixiao.web.results",
    "jixiao.web.dossiers",
    "jixiao.web.insight",
    "ninja",
    "jixiao.web.api",
]

MIDDLEWARE = [
    "jixiao.web.logs.log_requests",
    "jixiao.web.security.content_policy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "jixiao.web.security.refuse_null_signs",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jixiao.web.people.door.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jixiao.web.organisations.context.membership",
                "jixiao.web.demo.context.demonstration",
            ],
            "string_if_invalid": "",
        },
    }
]


def _connection(database: Database) -> dict[str, Any]:
    if not database.server:
        # A writer takes its lock when it begins, so that two never block each other; what was acknowledged is on disk.
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": database.name, "OPTIONS": options}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database.name,
        "HOST": database.host,
        "PORT": database.port or "",
        "USER": database.user,
        "PASSWORD": database.password,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _connection(INSTALLATION.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": "jixiao.web.people.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "people:sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "people/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "jixiao.web.people.signing.address_of"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = _LOGGING
CSRF_FAILURE_VIEW = "jixiao.web.answers.stale_page"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATICFILES_DIRS = [_HERE / "static"]
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = INSTALLATION.data / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_AGE = 12 * 60 * 60
if INSTALLATION.https:  # a browser takes cookies of such names by HTTPS from this very host alone
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = INSTALLATION.https
SECURE_SSL_REDIRECT = INSTALLATION.https
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if INSTALLATION.https else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if INSTALLATION.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = INSTALLATION.https
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in INSTALLATION.hosts] if INSTALLATION.https else []
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
