"""The log: in production one JSON object a line, on standard error, without anything that says who somebody is."""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

now_answering: ContextVar[str] = ContextVar("now_answering", default="")  # the id of the request being answered
LEFT_OUT = "…"
OURS = "coopcouncil"


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object.

    A message of a library's making is written without the texts filled into it, and an exception without its own
    words, since both may hold what a person typed: where it happened is said in full, as file, line and function.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if now_answering.get():
            line["request_id"] = now_answering.get()
        line |= getattr(record, "said", {})
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == OURS or not record.args:
        return record.getMessage()
    given = record.args
    blank = {key: _blank(each) for key, each in given.items()} if isinstance(given, dict) else tuple(map(_blank, given))
    try:
        return str(record.msg) % blank
    except (TypeError, ValueError):
        return str(record.msg)  # it wants a number where a text was left out


def _blank(value: object) -> object:
    return value if isinstance(value, int | float) else LEFT_OUT


# a host that is not ours is somebody's own words too; our line says 400
_QUIET: dict[str, Any] = {
    "django.request": {"level": "ERROR"},
    "django.security.DisallowedHost": {"level": "CRITICAL"},
}


def logging_settings(*, production: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING: JSON lines in production; elsewhere plain words, and of requests nothing.

    Django tells of each request that failed by its address, which can hold a secret link; in production our own line
    says it instead, and only what broke (status 500) is told by Django too, with the place.
    """
    level = level.upper() or ("INFO" if production else "WARNING")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "coopcouncil.web.running.logs.JsonLines"}},
        "handlers": {"console": {"class": "logging.StreamHandler", **({"formatter": "json"} if production else {})}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": _QUIET if production else {},
    }
