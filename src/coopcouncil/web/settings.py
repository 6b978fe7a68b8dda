"""Django's settings: everything comes from `environment.py`, with safe answers where the environment says nothing."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.management.utils import get_random_secret_key

from coopcouncil.web.environment import LOOPBACK, Environment, check_safe, single_sign_on
from coopcouncil.web.running.logs import logging_settings
from coopcouncil.web.running.mail import mail_settings

WEB = Path(__file__).parent
GIVEN = Environment()
check_safe(GIVEN)
PRODUCTION = GIVEN.is_production

# One key a start where none is set: `coopcouncil serve` hands the same one to every worker.
SECRET_KEY = GIVEN.text("COOPCOUNCIL_SECRET_KEY") or get_random_secret_key()
DEBUG = False
COOPCOUNCIL_ADDRESS = GIVEN.address or "http://localhost:8000"
ALLOWED_HOSTS = [GIVEN.host] if PRODUCTION else list(LOOPBACK)
CSRF_TRUSTED_ORIGINS = [GIVEN.origin] if PRODUCTION else []

COOPCOUNCIL_DATA = GIVEN.data
COOPCOUNCIL_DEMO = GIVEN.flag("COOPCOUNCIL_DEMO")
COOPCOUNCIL_NAME = GIVEN.text("COOPCOUNCIL_NAME")
COOPCOUNCIL_PROCEDURE = GIVEN.text("COOPCOUNCIL_PROCEDURE")
COOPCOUNCIL_REPORT_HEADINGS = GIVEN.text("COOPCOUNCIL_REPORT_HEADINGS")
COOPCOUNCIL_UPLOAD_BYTES = GIVEN.number("COOPCOUNCIL_UPLOAD_BYTES", 200 * 1024 * 1024)
COOPCOUNCIL_UPLOAD_HOURS = 24
COOPCOUNCIL_DOCUMENT_BYTES = GIVEN.number("COOPCOUNCIL_DOCUMENT_BYTES", 25 * 1024 * 1024)
COOPCOUNCIL_CLAMAV = GIVEN.text("COOPCOUNCIL_CLAMAV")
COOPCOUNCIL_METRICS_TOKEN = GIVEN.text("COOPCOUNCIL_METRICS_TOKEN")
COOPCOUNCIL_FREE_BYTES = GIVEN.number("COOPCOUNCIL_FREE_BYTES", 256 * 1024 * 1024)
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
    "coopcouncil.web.help",
    "coopcouncil.web.knowing",
    "coopcouncil.web.spending",
    "coopcouncil.web.desk",
    "coopcouncil.web.notices",
    "coopcouncil.web.work",
    "coopcouncil.web.uploads",
    "coopcouncil.web.evidence",
    "coopcouncil.web.meetings",
    "coopcouncil.web.motions",
    "coopcouncil.web.promises",
    "coopcouncil.web.reports",
    "coopcouncil.web.suppliers",
    "coopcouncil.web.signing_in",
    "coopcouncil.web.api",
]
MIDDLEWARE = [
    "coopcouncil.web.running.requests.Requests",
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
    "coopcouncil.web.signing_in.limits.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "coopcouncil.web.gate.Gate",
    "coopcouncil.web.signing_in.second_factor.SecondFactorFirst",
]
_OURS = [app.rpartition(".")[2] for app in INSTALLED_APPS if app.startswith("coopcouncil.web.")]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates", *(WEB / app / "templates" for app in _OURS)],
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
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

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
# An account is made by an invitation sent to its one address, or by an administrator: nobody brings an address along.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Django's own: allauth's would note each person's address again in a table of its own, where a change would not reach
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_USER_DISPLAY = str
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "coopcouncil.web.signing_in.adapters.Accounts"
ACCOUNT_FORMS = {
    "login": "coopcouncil.web.signing_in.forms.SignInForm",
    "reset_password": "coopcouncil.web.signing_in.forms.ResetForm",
    "reset_password_from_key": "coopcouncil.web.signing_in.forms.NewPasswordForm",
    "change_password": "coopcouncil.web.signing_in.forms.ChangePasswordForm",
    "set_password": "coopcouncil.web.signing_in.forms.FirstPasswordForm",
    "reauthenticate": "coopcouncil.web.signing_in.forms.PasswordAgainForm",
}
# Many people of one council share one address of the internet: limits by address are wide, those by account narrow.
# The page shown when one is reached says to wait a minute, so each lasts a minute but for wrong passwords and codes.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(GIVEN.flag("COOPCOUNCIL_PROXY"))
MFA_ADAPTER = "coopcouncil.web.signing_in.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # as above: there is one address, and it is known
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "coopcouncil.web.signing_in.forms.CodeForm",
    "reauthenticate": "coopcouncil.web.signing_in.forms.CodeAgainForm",
    "activate_totp": "coopcouncil.web.signing_in.forms.FirstCodeForm",
    "add_webauthn": "coopcouncil.web.signing_in.forms.AddPasskeyForm",
    "edit_webauthn": "coopcouncil.web.signing_in.forms.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "coopcouncil.web.signing_in.single_sign_on.SingleSignOn"
SOCIALACCOUNT_LOGIN_ON_GET = True  # browsers refuse a form that ends at another site, as the policy tells them to
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": single_sign_on(GIVEN)}}
COOPCOUNCIL_SECOND_FACTOR = GIVEN.flag("COOPCOUNCIL_SECOND_FACTOR", default=PRODUCTION)
COOPCOUNCIL_IDLE_SECONDS = 3600  # signed out after an hour without use, and after a working day in any case
COOPCOUNCIL_SESSION_SECONDS = 12 * 3600
SESSION_COOKIE_AGE = COOPCOUNCIL_SESSION_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION

# ---- e-mail
COOPCOUNCIL_NOTIFY_KEY = GIVEN.text("COOPCOUNCIL_NOTIFY_KEY")
COOPCOUNCIL_NOTIFY_TEMPLATE = GIVEN.text("COOPCOUNCIL_NOTIFY_TEMPLATE")
COOPCOUNCIL_NOTIFY_ADDRESS = GIVEN.text("COOPCOUNCIL_NOTIFY_ADDRESS", "https://api.notifications.service.gov.uk")
globals().update(mail_settings(GIVEN))

# ---- what browsers are told
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CSRF_FAILURE_VIEW = "coopcouncil.web.help.views.stale_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^(health/|metrics$)"]  # asked on the machine itself, past the proxy
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
LOGGING = logging_settings(production=PRODUCTION, level=GIVEN.text("COOPCOUNCIL_LOG_LEVEL"))
