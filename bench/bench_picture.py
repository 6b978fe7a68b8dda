"""The picture over 1 million payments (with --large 10 and 44 million too) against a bare scan-and-sum of the file.

Run alone with `python -m bench.bench_picture --rows=1000000`. Each size is measured in a process of its own, so that
the peak memory is that of drawing the picture and of nothing else. "Page" is connecting, counting and every figure.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.data.snapshots.store import connect
from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.filters import Filters

Result = TypeVar("Result")
SIZES = (1_000_000,)
LARGE_SIZES = (1_000_000, 10_000_000, 44_000_000)
SUPPLIERS_PER_COUNCIL = 20_000
PAYMENTS_PER_COUNCIL = 1_000_000
TIMES = 3

PAYMENTS = """
SELECT 'Council ' || (i // {per_council}) AS council, 'file' AS file_id, NULL AS sheet, i AS line,
    'Supplier ' || key || ' Limited' AS supplier, 'supplier ' || key || ' limited' AS supplier_key,
    ((hash(i, 1) % 2000000)::BIGINT / 100 - CASE WHEN i % 50 = 0 THEN 15000 ELSE 0 END)::DECIMAL(18,2) AS amount_gbp,
    DATE '2023-04-01' + (hash(i, 2) % 1095)::INTEGER AS paid_on, 'row' AS date_basis,
    'Service area ' || (hash(i, 3) % 12) AS service_area, 'Supplies and services' AS purpose, 'T' || i AS reference,
    NULL AS supplier_number, NULL AS postcode, key % 97 = 0 AS redacted, false AS card,
    CASE WHEN i % 1000 = 7 THEN 'file line 3' END AS duplicate_of
FROM (
    -- a few suppliers are paid much oftener than most
    SELECT i, (power((hash(i, 4) % 1000000) / 1e6, 3) * {suppliers})::INTEGER AS key FROM range({rows}) t(i)
)
"""
SUPPLIERS = """
SELECT substr(sha256(council || chr(10) || supplier_key), 1, 12) AS supplier_id, council, supplier_key,
    any_value(supplier) AS name, [any_value(supplier)] AS names, 'organisation' AS kind,
    CASE WHEN k % 3 = 0 THEN 'none' ELSE 'match' END AS outcome, 'GB-COH-' || lpad(k::VARCHAR, 8, '0') AS org_id,
    any_value(supplier) AS matched_name, 0.9 AS score, 'made up' AS reason, NULL AS runner_up_id,
    NULL AS runner_up_score, NULL AS judgement,
    CASE WHEN k % 3 = 0 THEN 'unknown' ELSE ['private-limited-company', 'cooperative-society', 'cio'][1 + k % 3] END
        AS legal_form,
    CASE WHEN k % 3 = 0 THEN 'unknown' ELSE ['investor-or-owner-owned', 'worker-cooperative', 'charity'][1 + k % 3] END
        AS ownership_model,
    'made up' AS ownership_reason, NULL AS ownership_source, (10000 + k % 80000)::VARCHAR AS sic, NULL AS postcode,
    ['inside', 'bordering', 'region', 'elsewhere', 'unknown'][1 + k % 5] AS place, 'made up' AS place_reason,
    'E' || (k % 300) AS area_code, count(*) AS payments, sum(amount_gbp)::DECIMAL(18,2) AS total_gbp,
    min(paid_on) AS first_on, max(paid_on) AS last_on
FROM (SELECT *, split_part(supplier_key, ' ', 2)::INTEGER AS k FROM payments) GROUP BY council, supplier_key, k
"""


def main(arguments: list[str]) -> None:
    """Measure each size and print one line for it."""
    given = [int(each.split("=")[1]) for each in arguments if each.startswith("--rows=")]
    sizes = given or (LARGE_SIZES if "--large" in arguments else SIZES)
    print("payments | suppliers | page first, s | page again, s | bare sum, s | again / bare | peak memory, MB")
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), rows)
            command = [sys.executable, "-m", "bench.bench_picture", folder]
            print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip(), flush=True)


def generate(root: Path, rows: int) -> Store:
    """A store whose one snapshot holds `rows` made-up payments and their suppliers."""
    store = Store(root)
    with store.draft() as draft:
        query = PAYMENTS.format(rows=rows, suppliers=SUPPLIERS_PER_COUNCIL, per_council=PAYMENTS_PER_COUNCIL)
        with draft.connect() as connection:
            draft.write("payments", query, connection)
        with draft.connect() as connection:
            draft.write("suppliers", SUPPLIERS, connection)
    return store


def measure(snapshot: Snapshot) -> str:
    """One line of the table, for the snapshot."""
    first, picture = timed(lambda: draw_picture(snapshot, Filters()))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    again = min(timed(lambda: draw_picture(snapshot, Filters()))[0] for _ in range(TIMES))
    bare = min(timed(lambda: bare_sum(snapshot))[0] for _ in range(TIMES))
    rows, suppliers = snapshot.manifest.tables["payments"], picture.headline.whole.suppliers
    return f"{rows:,} | {suppliers:,} | {first:.2f} | {again:.2f} | {bare:.3f} | {again / bare:.1f} | {peak_mb:,}"


def bare_sum(snapshot: Snapshot) -> object:
    """The least that could be done: DuckDB reads the Parquet and sums one column."""
    files = [str(part) for part in snapshot.parts("payments")]
    with connect() as connection:
        query = "SELECT sum(amount_gbp), count(*) FROM read_parquet(?) WHERE duplicate_of IS NULL"
        return connection.execute(query, [files]).fetchone()


def timed(act: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds taken, and what came of it."""
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    if sys.argv[1:] and not sys.argv[1].startswith("-"):
        current = Store(Path(sys.argv[1])).current()
        assert current is not None
        print(measure(current))
    else:
        main(sys.argv[1:])
