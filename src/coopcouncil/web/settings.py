"""Django's settings."""

SECRET_KEY = "only-for-loopback"  # noqa: S105 - replaced by the settings of the pages
INSTALLED_APPS: list[str] = []
USE_TZ = True
