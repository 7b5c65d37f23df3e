"""Django's settings, all in one place; what an operator may change comes from `environment`."""

import os
from pathlib import Path

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from opbouw.web import environment
from opbouw.web.logs import without_values
from opbouw.web.ui.storage import ask_for_modules

try:
    DATA_DIR = environment.data_dir(os.environ)
    DEBUG = environment.flag(os.environ, "OPBOUW_DEBUG")
    HTTPS = environment.flag(os.environ, "OPBOUW_HTTPS")
    ALLOWED_HOSTS = environment.hosts(os.environ)
    SECRET_KEY = environment.secret_key(os.environ, DATA_DIR)
    DATABASES = {"default": environment.database(os.environ, DATA_DIR)}
    TIME_ZONE = environment.time_zone(os.environ)
    WATCHED = environment.watched(os.environ)
    VAPID = environment.vapid(os.environ)
except environment.SettingError as problem:
    raise ImproperlyConfigured(str(problem)) from problem

WEB = Path(__file__).resolve().parent
ROOT_URLCONF = "opbouw.web.urls"
WSGI_APPLICATION = "opbouw.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "opbouw.web.accounts",
    "opbouw.web.store",
    "opbouw.web.background",
    "opbouw.web.activities",
    "opbouw.web.ui",
    "opbouw.web.onboarding",
    "opbouw.web.daily",
    "opbouw.web.plan",
    "opbouw.web.player",
    "opbouw.web.clues",
    "opbouw.web.readiness",
    "opbouw.web.evidence",
    "opbouw.web.offline",
    "opbouw.web.reminders",
    "opbouw.web.twice",
    "opbouw.web.figures",
    "opbouw.web.library",
    "opbouw.web.learn",
    "opbouw.web.progress",
]

MIDDLEWARE = [
    "opbouw.web.logs.RequestLog",
    "opbouw.web.compress.CompressText",
    "django.middleware.security.SecurityMiddleware",
    "opbouw.web.security.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "opbouw.web.ui.limits.UploadLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "opbouw.web.offline.middleware.PhoneCopies",
    "opbouw.web.accounts.middleware.RunnerZone",
    "opbouw.web.accounts.middleware.ExampleIsReadOnly",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "opbouw.web.ui.context.frame",
                "opbouw.web.offline.context.offline",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "opbouw.web.ui.templatetags.parts",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "start"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [WEB / "locale"]
LANGUAGE_COOKIE_NAME = "opbouw_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True

SESSION_COOKIE_NAME = "opbouw_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 24 * 3600
CSRF_COOKIE_NAME = "opbouw_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "opbouw.web.ui.errors.csrf_failure"
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 180 * 24 * 3600
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "opbouw.web.ui.storage.VersionedStatic"},
}
# Served straight from the package: nothing to collect, nothing to forget after an upgrade.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ADD_HEADERS_FUNCTION = ask_for_modules
WHITENOISE_MAX_AGE = 7 * 24 * 3600

UPLOADS_DIR = DATA_DIR / "uploads"
MAX_UPLOAD_BYTES = 2 * 1024**3  # a whole vendor export with ten years of runs
DATA_UPLOAD_MAX_NUMBER_FILES = 5000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, without_values],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django_tasks": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django_tasks_db": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
