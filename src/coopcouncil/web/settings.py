"""Django's settings: everything comes from `environment.py`, with safe answers where the environment says nothing."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.management.utils import get_random_secret_key

from coopcouncil.web.environment import LOOPBACK, Environment, check_safe

WEB = Path(__file__).parent
GIVEN = Environment()
check_safe(GIVEN)
PRODUCTION = GIVEN.is_production

# One key a start where none is set: `coopcouncil serve` hands the same one to every worker.
SECRET_KEY = GIVEN.text("COOPCOUNCIL_SECRET_KEY") or get_random_secret_key()
DEBUG = False
COOPCOUNCIL_ADDRESS = GIVEN.address or "http://localhost:8000"
ALLOWED_HOSTS = [GIVEN.host] if PRODUCTION else list(LOOPBACK)
CSRF_TRUSTED_ORIGINS = [GIVEN.address] if PRODUCTION else []

COOPCOUNCIL_DATA = GIVEN.data
COOPCOUNCIL_DEMO = GIVEN.flag("COOPCOUNCIL_DEMO")
COOPCOUNCIL_NAME = GIVEN.text("COOPCOUNCIL_NAME")
COOPCOUNCIL_UPLOAD_BYTES = GIVEN.number("COOPCOUNCIL_UPLOAD_BYTES", 200 * 1024 * 1024)
COOPCOUNCIL_UPLOAD_HOURS = 24
COOPCOUNCIL_DOCUMENT_BYTES = GIVEN.number("COOPCOUNCIL_DOCUMENT_BYTES", 25 * 1024 * 1024)
COOPCOUNCIL_CLAMAV = GIVEN.text("COOPCOUNCIL_CLAMAV")
COOPCOUNCIL_METRICS_TOKEN = GIVEN.text("COOPCOUNCIL_METRICS_TOKEN")
COOPCOUNCIL_API_A_MINUTE = GIVEN.number("COOPCOUNCIL_API_A_MINUTE", 120)

ROOT_URLCONF = "coopcouncil.web.urls"
WSGI_APPLICATION = "coopcouncil.web.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks_db",
    "coopcouncil.web.people",
    "coopcouncil.web.record",
    "coopcouncil.web.publishing",
    "coopcouncil.web.spending",
    "coopcouncil.web.desk",
    "coopcouncil.web.notices",
    "coopcouncil.web.api",
]
MIDDLEWARE = [
    "coopcouncil.web.headers.SafeHeaders",
    "coopcouncil.web.api.answers.ApiAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coopcouncil.web.situations.Situations",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "coopcouncil.web.gate.Gate",
]
# apps with pages of their own
APPS = (
    *("desk", "spending", "suppliers", "knowing", "uploads", "help", "people", "record", "publishing", "notices"),
    "api",
)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates", *(WEB / app / "templates" for app in APPS)],
        "OPTIONS": {
            "environment": "coopcouncil.web.jinja.environment",
            "context_processors": ["coopcouncil.web.pages.frame"],
        },
    }
]

# ---- the database
_SQLITE = {
    "transaction_mode": "IMMEDIATE",  # a transaction waits for its turn to write instead of failing half way
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
_DATABASE_URL = GIVEN.text("DATABASE_URL", f"sqlite:///{(COOPCOUNCIL_DATA / 'coopcouncil.sqlite3').resolve()}")
DATABASES: dict[str, Any] = {"default": dj_database_url.parse(_DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = _SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# shared by every worker: rate limits count here
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# ---- signing in
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_DISPLAY = str
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION

# ---- e-mail
COOPCOUNCIL_NOTIFY_KEY = GIVEN.text("COOPCOUNCIL_NOTIFY_KEY")
COOPCOUNCIL_NOTIFY_TEMPLATE = GIVEN.text("COOPCOUNCIL_NOTIFY_TEMPLATE")
COOPCOUNCIL_NOTIFY_ADDRESS = GIVEN.text("COOPCOUNCIL_NOTIFY_ADDRESS", "https://api.notifications.service.gov.uk")
DEFAULT_FROM_EMAIL = GIVEN.text("COOPCOUNCIL_EMAIL_FROM", "coopcouncil@localhost")
if COOPCOUNCIL_DEMO:
    EMAIL_BACKEND = "coopcouncil.web.notices.backends.PageBackend"
elif COOPCOUNCIL_NOTIFY_KEY:
    EMAIL_BACKEND = "coopcouncil.web.notices.backends.NotifyBackend"

# ---- what browsers are told
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "coopcouncil.web.help.views.stale_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = GIVEN.number("COOPCOUNCIL_HSTS_SECONDS", 31536000) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if GIVEN.flag("COOPCOUNCIL_PROXY") else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "/static/"
STATIC_ROOT = WEB / "static" / "built"
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 50

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
