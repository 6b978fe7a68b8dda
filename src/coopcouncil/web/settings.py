"""Django's settings: everything comes from the environment, with safe answers where it says nothing.

There is no database yet: figures are read from snapshots, and what a form has to remember is in a cookie.
"""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key

WEB = Path(__file__).parent

# One key a start: `coopcouncil serve` hands the same one to every worker. Nothing outlives a restart that it signs.
SECRET_KEY = os.environ.get("COOPCOUNCIL_SECRET_KEY") or get_random_secret_key()
DEBUG = False
# Until there are accounts, the pages answer to this machine alone.
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]

COOPCOUNCIL_DATA = Path(os.environ.get("COOPCOUNCIL_DATA", "coopcouncil-data"))
COOPCOUNCIL_DEMO = os.environ.get("COOPCOUNCIL_DEMO") == "1"
# What the header says before a council's payments are loaded; the loaded council's own name after that.
COOPCOUNCIL_NAME = os.environ.get("COOPCOUNCIL_NAME", "")
# All files of one upload together, in bytes.
COOPCOUNCIL_UPLOAD_BYTES = int(os.environ.get("COOPCOUNCIL_UPLOAD_BYTES", str(200 * 1024 * 1024)))
COOPCOUNCIL_UPLOAD_HOURS = 24

ROOT_URLCONF = "coopcouncil.web.urls"
WSGI_APPLICATION = "coopcouncil.web.wsgi.application"
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, dict[str, object]] = {}
MIDDLEWARE = [
    "coopcouncil.web.headers.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "coopcouncil.web.situations.Situations",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            WEB / "templates",
            *(WEB / app / "templates" for app in ("spending", "suppliers", "knowing", "uploads", "help")),
        ],
        "OPTIONS": {"environment": "coopcouncil.web.jinja.environment"},
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "coopcouncil.web.help.views.stale_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"

STATIC_URL = "/static/"
STATIC_ROOT = WEB / "static" / "built"
WHITENOISE_MAX_AGE = 3600

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

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
