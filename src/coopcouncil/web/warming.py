"""Drawing the picture and listing suppliers ahead of the first visitor, who would else wait for what is made once."""

import threading

from coopcouncil.data.snapshots import StoreError
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.web.snapshots import current
from coopcouncil.web.spending.charts import charts_of
from coopcouncil.web.spending.queries import choices, picture_of
from coopcouncil.web.suppliers.queries import search_suppliers


def warm_up() -> threading.Thread:
    """Start drawing beside the first requests."""
    thread = threading.Thread(target=_draw, name="warming", daemon=True)
    thread.start()
    return thread


def _draw() -> None:
    try:
        now = current()
        if now is None or not now.holds_payments:
            return
        charts_of(now, picture_of(now, Filters()))
        choices(now)
        search_suppliers(now, {})
    except StoreError:
        return  # the pages say so to whoever asks
