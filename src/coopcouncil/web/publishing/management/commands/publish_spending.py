"""`django-admin publish_spending`: what `coopcouncil spending publish` runs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coopcouncil.data.snapshots import StoreError
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.publishing.queries import published_snapshot_id
from coopcouncil.web.snapshots import store


class Command(BaseCommand):
    """Publish the current snapshot, by the system."""

    help = "Let everybody see the current figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--why`, kept in the record."""
        parser.add_argument("--why", default="", help="Why, for the record.")

    def handle(self, *_args: Any, why: str, **_options: Any) -> None:
        """Publish. Raises CommandError when there is nothing to publish."""
        try:
            snapshot = store().current()
        except StoreError as error:
            raise CommandError(str(error)) from error
        if snapshot is None or not snapshot.manifest.tables.get("payments"):
            raise CommandError("No payments are loaded, so there is nothing to publish: coopcouncil spending load")
        if snapshot.snapshot_id == published_snapshot_id():
            self.stdout.write(f"The public sees snapshot {snapshot.snapshot_id} already.")
            return
        publish_spending(snapshot=snapshot, by=None, why=why)
        self.stdout.write(f"Published: everybody sees snapshot {snapshot.snapshot_id} now.")
