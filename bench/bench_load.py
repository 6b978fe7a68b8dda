"""How long reading payments takes against DuckDB reading the same CSV raw, and how much memory.

    python -m bench load [--large]        or        python -m bench.bench_load --rows 1000000 [FILE ...]

The generated file has 13 columns and believable noise (quoted values, thousands commas, refunds, withheld names).
DuckDB's raw read is `CREATE TABLE AS SELECT * FROM read_csv(all_varchar)`. Both run in one process, one after the
other; the best of three counts. Memory is the peak of a process that does nothing but read.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

HEADER = (
    "Body Name,Body Code,Payment Date,Transaction Number,Invoice Number,Net Amount,Supplier Name,Supplier ID,"
    "VAT Reg No,Service Area,Expense Type,Expense Code,Creditor Type\n"
)
SUPPLIERS = 20_000
# The high-water mark is the process's own; ru_maxrss would begin at that of the process that started it.
READ_ALONE = (
    "import sys; from pathlib import Path; from coopcouncil.data.spending.reading.files import read_file\n"
    "read_file(Path(sys.argv[1]), given='bench', overrides={}, sink=lambda batch: None)\n"
    "status = Path('/proc/self/status').read_text()\n"
    "print(next(line.split()[1] for line in status.splitlines() if line.startswith('VmHWM')))"
)


def write_payments(path: Path, rows: int) -> None:
    """A made-up council's payments, the same for the same number of rows."""
    chance = random.Random(rows)
    kinds = ("Ltd", "Limited", "CIC", "and Sons", "Trust", "plc")
    suppliers = [f"Supplier {number:05} {kinds[number % 6]}" for number in range(SUPPLIERS)] + [
        "REDACTED PERSONAL DATA"
    ]
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for row in range(rows):
            pounds = chance.randrange(50_000, 900_000_00) / 100
            amount = f'"{pounds:,.2f}"' if row % 3 else f"{-pounds if row % 50 == 0 else pounds:.2f}"
            file.write(
                f"Anytown Council,E0{row % 7},{row % 28 + 1:02}/{row % 12 + 1:02}/2025,TR{row},INV{row * 7},{amount},"
                f"{suppliers[chance.randrange(len(suppliers))]},{row % SUPPLIERS},,"
                f'"Adults, health and care",Agency staff,{row % 900},B\n'
            )


def best_of(times: int, task: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        task()
        found.append(time.perf_counter() - started)
    return min(found)


def _drop(_: object) -> None:
    """Take a batch of payments and forget it."""


def measure(path: Path) -> str:
    """One line of the table: a file read by DuckDB and by us."""
    from coopcouncil.data.spending.reading.files import read_file  # noqa: PLC0415 - the import is not part of the time

    connection = duckdb.connect()
    name = str(path).replace("'", "''")
    raw = f"CREATE OR REPLACE TABLE raw AS SELECT * FROM read_csv('{name}', all_varchar = true, ignore_errors = true)"
    duck = best_of(3, lambda: connection.execute(raw))
    check = best_of(3, lambda: read_file(path, given=path.name, overrides={}))
    load = best_of(3, lambda: read_file(path, given=path.name, overrides={}, sink=_drop))
    [reading] = read_file(path, given=path.name, overrides={})
    peak = subprocess.run([sys.executable, "-c", READ_ALONE, str(path)], capture_output=True, text=True, check=True)
    return (
        f"| {path.name[:32]} | {reading.rows_read:,} | {path.stat().st_size / 1e6:,.1f} | {duck:.3f} | {check:.3f} | "
        f"{check / duck:.2f} | {load:.3f} | {load / duck:.2f} | {int(peak.stdout) / 1024:,.0f} |"
    )


def main(arguments: list[str]) -> None:
    """Print the table for generated files and for those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=None, help="sizes of the generated files")
    parser.add_argument("--large", action="store_true", help="add a file of 10 million rows")
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args(arguments)
    sizes = chosen.rows or [1_000, 50_000, 1_000_000, *([10_000_000] if chosen.large else [])]
    print("| file | rows | MB | DuckDB raw s | check s | ratio | read for load s | ratio | peak MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = Path(folder) / f"generated-{rows}.csv"
            write_payments(path, rows)
            print(measure(path), flush=True)
            path.unlink()
    for path in chosen.files:
        print(measure(path), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
