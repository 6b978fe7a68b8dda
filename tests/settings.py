"""The service's own settings, with what makes tests quick and lets them look at what was sent."""

import tempfile
from pathlib import Path

from coopcouncil.web.settings import *  # noqa: F403
from coopcouncil.web.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # a file, so that a live server's threads see it; nothing in it has to outlive a power cut
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.mkdtemp(prefix="coopcouncil-tests-")) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;",
    }
