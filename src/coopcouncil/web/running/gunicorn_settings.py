"""How gunicorn serves the pages: `gunicorn --config python:coopcouncil.web.running.gunicorn_settings`.

An unsafe setting ends it here, in words and with exit status 2, before any process that answers is started.
"""

import atexit
import os
import shutil
import sys
import tempfile
from typing import Any, NoReturn

import gunicorn.http.wsgi

from coopcouncil.web.environment import Environment, UnsafeSettingError
from coopcouncil.web.running.logs import logging_settings

EXIT_STATUS = 2
ON_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def on_starting(server: Any) -> None:
    """Refuse to listen to others than this machine where the settings are not those of production."""
    reached = [each[0] for each in server.address if isinstance(each, tuple) and each[0] not in ON_THIS_MACHINE]
    if reached and not _settings().PRODUCTION:
        _end(
            f"The pages would listen on {reached[0]}, where others can reach them, without the settings that make that "
            "safe. Set COOPCOUNCIL_ADDRESS to the https:// address by which they are reached, or bind to 127.0.0.1."
        )


def child_exit(_server: Any, worker: Any) -> None:
    """Forget what only a live process can say; its counts stay."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - it looks for the folder at once

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def _settings() -> Any:
    try:
        from coopcouncil.web import settings  # noqa: PLC0415 - it refuses what is unsafe
    except UnsafeSettingError as problem:
        _end(str(problem))
    return settings


def _end(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(EXIT_STATUS)


def _number_of_workers() -> int:
    try:
        return _given.number("COOPCOUNCIL_WORKERS", 2)
    except UnsafeSettingError as problem:
        _end(str(problem))


def _counting_folder() -> str:
    """A new folder for the processes' counts, gone when gunicorn ends."""
    folder = tempfile.mkdtemp(prefix="coopcouncil-metrics-")
    atexit.register(_remove, folder, made_by=os.getpid())
    return folder


def _remove(folder: str, *, made_by: int) -> None:
    if os.getpid() == made_by:  # a process forked from the one that made it leaves it
        shutil.rmtree(folder, ignore_errors=True)


_given = Environment()
_production = bool(_settings().PRODUCTION)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = _counting_folder()
gunicorn.http.wsgi.SERVER = "web"  # the header says nothing of what serves

wsgi_app = "coopcouncil.web.wsgi"
bind = "127.0.0.1:8000"
workers = _number_of_workers()
threads = 4  # pages are read while a file is being checked
timeout = 300
graceful_timeout = 30
control_socket_disable = True
accesslog = None  # it would hold addresses of people and of pages; `requests.py` says what may be said
loglevel = "info" if _production else "warning"
if _production:
    logconfig_dict = {
        **logging_settings(production=True, level=_given.text("COOPCOUNCIL_LOG_LEVEL")),
        "loggers": {"gunicorn.error": {"propagate": True}, "gunicorn.access": {"propagate": False}},
    }
