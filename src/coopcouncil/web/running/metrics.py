"""Figures of how the service runs, as Prometheus reads them.

Requests are counted by the name of their address, never by the address itself, which can hold what somebody searched
for. Under several processes each keeps its counts in a file of its own in PROMETHEUS_MULTIPROC_DIR, which
`gunicorn_settings.py` makes; whichever process is asked adds them up.
"""

import os
from collections.abc import Iterator

from django.db import DatabaseError
from django.db.models import Count
from django_tasks_db.models import DBTaskResult
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from coopcouncil.web.record.models import Head
from coopcouncil.web.running.health import parts_now

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

_requests = Counter("coopcouncil_requests", "Requests answered.", ["route", "method", "status"])
_seconds = Histogram(
    "coopcouncil_request_seconds", "How long answers took, in seconds.", ["route", "method"], buckets=SECONDS
)


def count_request(*, route: str, method: str, status: int, seconds: float) -> None:
    """Count one answer."""
    _requests.labels(route, method, str(status)).inc()
    _seconds.labels(route, method).observe(seconds)


def exposition() -> bytes:
    """Every figure, in Prometheus's text format."""
    registry = CollectorRegistry()
    if os.environ.get(SHARED_FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Counted())
    registry.register(_Now())
    return generate_latest(registry)


class _Counted(Collector):
    """What this process counted: with one process there is no other."""

    def collect(self) -> Iterator[Metric]:
        yield from REGISTRY.collect()


class _Now(Collector):
    """What is true at this moment, asked of the database and the data folder."""

    def collect(self) -> Iterator[Metric]:
        well = GaugeMetricFamily("coopcouncil_well", "Whether each part is well: 1 or 0.", labels=["part"])
        for part in parts_now():
            if part.well is not None:
                well.add_metric([part.name], float(part.well))
        yield well
        try:
            yield _record()
            yield _work()
        except DatabaseError:
            return  # the part "database" above says 0


def _record() -> Metric:
    head = Head.objects.first()
    entries = GaugeMetricFamily("coopcouncil_record_entries", "Entries of the record.")
    entries.add_metric([], head.number if head else 0)
    return entries


def _work() -> Metric:
    work = GaugeMetricFamily("coopcouncil_work", "Pieces of background work, by their state.", labels=["state"])
    for row in DBTaskResult.objects.order_by().values("status").annotate(pieces=Count("id")):
        work.add_metric([row["status"].lower()], row["pieces"])
    return work
