"""Settings, read from the environment (see .env.example); invalid values abort startup."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from balkanwatch.environment import (
    chosen_storage,
    env_flag,
    env_list,
    env_networks,
    env_number,
    env_text,
    local_secret_key,
    read_env_file,
)
from balkanwatch.language_settings import LANGUAGE_CODE as LANGUAGE_CODE
from balkanwatch.language_settings import LANGUAGE_FALLBACKS as LANGUAGE_FALLBACKS
from balkanwatch.language_settings import LANGUAGES as LANGUAGES
from balkanwatch.language_settings import REVIEWED_LANGUAGES as REVIEWED_LANGUAGES
from balkanwatch.schema_settings import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

if (BASE_DIR / ".env").is_file():
    read_env_file(BASE_DIR / ".env")

# Site

# A site that is not limited to this machine counts as production and must name its hosts.
DEBUG = env_flag("DEBUG", default=False)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
IS_LOCAL = set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]", "testserver"}
SECRET_KEY = env_text("SECRET_KEY") or (local_secret_key(VAR_DIR) if IS_LOCAL else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is required when ALLOWED_HOSTS names a public host.")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

# Shown wherever Kosovo appears on a map or in print.
STATUS_FOOTNOTE = env_text(
    "STATUS_FOOTNOTE",
    "References to Kosovo are without prejudice to positions on its status; "
    "who recognises it is recorded as data.",
)

# Security

USE_HTTPS = env_flag("USE_HTTPS", default=not IS_LOCAL)
SECURE_SSL_REDIRECT = USE_HTTPS
SESSION_COOKIE_SECURE = USE_HTTPS
CSRF_COOKIE_SECURE = USE_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if USE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = USE_HTTPS
SECURE_HSTS_PRELOAD = USE_HTTPS
# Proxies whose X-Forwarded-For is trusted
TRUSTED_PROXIES = env_networks("TRUSTED_PROXIES")
if env_flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    if not TRUSTED_PROXIES:
        raise ImproperlyConfigured(
            "BEHIND_PROXY requires TRUSTED_PROXIES, the proxy's address: otherwise all readers share one rate limit."
        )
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Pages use only static files of this site: nothing inline, nothing from other hosts.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Apps

INSTALLED_APPS = [
    "balkanwatch",
    "explorer",
    "events",
    "agreements",
    "actors",
    "evidence",
    "sources",
    "accounts",
    "imports",
    "curation",
    "api",
    "records",
    "accounts.admin_app.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "pgtrigger",
    "pghistory",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "balkanwatch.server.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "balkanwatch.middleware.ApiGZipMiddleware",
    "balkanwatch.middleware.CorsMiddleware",
    "balkanwatch.server.static_files.StaticFilesMiddleware",
    "accounts.middleware.ApiAccessMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "balkanwatch.middleware.InterfaceLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.SessionLimitMiddleware",
    "balkanwatch.server.body_limits.BodySizeMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "curation.middleware.HistoryMiddleware",
    "curation.submissions.SubmissionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
MESSAGE_STORAGE = "curation.submissions.MessageStorage"
CSRF_FAILURE_VIEW = "balkanwatch.error_pages.csrf_failure_page"
AUTHENTICATION_BACKENDS = ["accounts.auth_backend.PermissionBackend"]
ROOT_URLCONF = "balkanwatch.urls"
WSGI_APPLICATION = "balkanwatch.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Database: embedded in var/postgres unless DATABASE_URL names another one

DATABASE_URL = env_text("DATABASE_URL")
_CONNECTION = {"ENGINE": "balkanwatch.postgres", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if DATABASE_URL:
    if urlsplit(DATABASE_URL).scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://")
    DATABASES = {"default": {**dj_database_url.parse(DATABASE_URL), **_CONNECTION}}
else:
    DATABASES = {
        "default": {**_CONNECTION, "NAME": "balkanwatch", "EMBEDDED_DIR": VAR_DIR / "postgres"}
    }
# A transaction pooler such as PgBouncer keeps no cursors and no prepared statements.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = env_flag("TRANSACTION_POOLING", default=False)
# The public API reads views of published rows under this role, which owns nothing.
READER_ROLE = env_text("READER_ROLE", "balkanwatch_reader")
if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", READER_ROLE):
    raise ImproperlyConfigured(
        f"READER_ROLE is “{READER_ROLE}”; use lower-case letters, digits and underscores only."
    )
READING_TIMEOUT_MS = env_number("READING_TIMEOUT_MS", 10_000, least=100, most=600_000)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = False
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"  # keeps the order within a transaction

# Imports

# Uploaded files wait here for the worker; they are never served.
UPLOADS_DIR = Path(env_text("UPLOADS_DIR") or VAR_DIR / "uploads")
UPLOAD_MAX_MB = env_number("UPLOAD_MAX_MB", 200, least=1, most=500)
SNAPSHOTS_DIR = Path(env_text("SNAPSHOTS_DIR") or VAR_DIR / "snapshots")
SNAPSHOT_MAX_MB = env_number("SNAPSHOT_MAX_MB", 50, least=1, most=500)
FETCH_SNAPSHOTS = env_flag("FETCH_SNAPSHOTS", default=False)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Forms

# A record with all its rows is one form: an agreement with a hundred parties has thousands of fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# The server refuses larger bodies of forms before they are stored (balkanwatch/server/body_limits.py).
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000

# Users

# Required in the admin; optional only on a site that is reachable from this machine alone.
IS_UNREACHABLE = IS_LOCAL and not TRUSTED_PROXIES
SECOND_FACTOR = env_flag("SECOND_FACTOR", default=not IS_UNREACHABLE)
if not SECOND_FACTOR and not IS_UNREACHABLE:
    raise ImproperlyConfigured(
        "SECOND_FACTOR can be off only if ALLOWED_HOSTS names no other machine and there is no proxy."
    )
OTP_TOTP_ISSUER = "BalkanWatch"
# accounts/login_throttling.py limits attempts without locking other users out.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
# Sessions end after twelve hours, or three hours without a request (accounts/sessions.py).
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_SECONDS = 3 * 60 * 60
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
TIME_ZONE = "UTC"
USE_TZ = True

# Permissions from accounts/roles.py; without these settings all staff could import and export.
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"

# Static files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "snapshots": chosen_storage(env_text("SNAPSHOT_STORAGE"), SNAPSHOTS_DIR),
}

# Releases written by `manage.py release`, served at /downloads/
RELEASES_DIR = Path(env_text("RELEASES_DIR") or VAR_DIR / "releases")

# Server started by `manage.py run`

SERVER_WORKERS = env_number("SERVER_WORKERS", 1, least=1, most=64)
SERVER_THREADS = env_number("SERVER_THREADS", 2 * (os.cpu_count() or 1), least=1, most=128)
# Per server process, in threads of their own: lists as files, and searches and analyses. Each keeps a core busy.
HALF_OF_CORES = max(1, (os.cpu_count() or 1) // 2)
MAX_EXPORTS = env_number("MAX_EXPORTS", HALF_OF_CORES, least=1, most=64)
MAX_ANALYSES = env_number("MAX_ANALYSES", HALF_OF_CORES, least=1, most=64)
# Disk for answers that slow readers have not taken yet, per server process
SERVER_BUFFER_MB = env_number("SERVER_BUFFER_MB", 1000, least=50, most=1_000_000)

# Public API

# Requests per minute of an address, and of a key without its own rate; 0 for no limit
API_RATE = env_number("API_RATE", 120, least=0, most=1_000_000)
API_RATE_WITH_KEY = env_number("API_RATE_WITH_KEY", 1200, least=0, most=1_000_000)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["api.rendering.renderers.JsonRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["api.filters.base.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.pages.ListPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.problem_exception_handler",
}

# Logging

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    # A client that asks too often is an everyday event; so is a 503, or its reason has been logged.
    "filters": {
        "everyday": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: getattr(record, "status_code", 0) not in (429, 503),
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["everyday"],
        }
    },
    # Full queues and clients that hang up are everyday events.
    "loggers": {"waitress": {"level": "WARNING"}, "waitress.queue": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "INFO").upper()},
}
