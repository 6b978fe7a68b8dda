"""Immutable snapshots: folders of Parquet with a manifest, swapped by one pointer file."""

from coopcouncil.data.snapshots.store import Draft, Snapshot, Store, StoreBusyError, StoreError

__all__ = ["Draft", "Snapshot", "Store", "StoreBusyError", "StoreError"]
