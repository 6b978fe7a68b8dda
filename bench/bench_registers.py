"""How long the company register takes to load, and how much memory, against DuckDB reading the same file raw.

    python -m bench.bench_registers [ROWS ...] [--large]

The rows are invented; the 55 headings and the quoting are the true ones. Each load runs in its own process, so that the
peak of memory is its own.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

HEADINGS = (
    "CompanyName, CompanyNumber,RegAddress.CareOf,RegAddress.POBox,RegAddress.AddressLine1, RegAddress.AddressLine2,"
    "RegAddress.PostTown,RegAddress.County,RegAddress.Country,RegAddress.PostCode,CompanyCategory,CompanyStatus,"
    "CountryOfOrigin,DissolutionDate,IncorporationDate,Accounts.AccountRefDay,Accounts.AccountRefMonth,"
    "Accounts.NextDueDate,Accounts.LastMadeUpDate,Accounts.AccountCategory,Returns.NextDueDate,Returns.LastMadeUpDate,"
    "Mortgages.NumMortCharges,Mortgages.NumMortOutstanding,Mortgages.NumMortPartSatisfied,Mortgages.NumMortSatisfied,"
    "SICCode.SicText_1,SICCode.SicText_2,SICCode.SicText_3,SICCode.SicText_4,LimitedPartnerships.NumGenPartners,"
    "LimitedPartnerships.NumLimPartners,URI,"
    + ",".join(f"{' ' * (n == 2)}PreviousName_{n}.CONDATE, PreviousName_{n}.CompanyName" for n in range(1, 11))
    + ",ConfStmtNextDueDate, ConfStmtLastMadeUpDate"
)
WORDS = re.findall(
    r"\w+",
    "NORTHERN HARBOUR CEDAR BRIGHT FALCON MERIDIAN ORCHARD SILVER GRANITE WILLOW SUMMIT AMBER CASTLE RIVER STONE HAVEN "
    "CARE BUILDING TRANSPORT CONSULTING FOODS MEDIA PROPERTY CLEANING DESIGN SYSTEMS TRADING ELECTRICAL GARDENS LEGAL",
)
CATEGORIES = (
    ["Private Limited Company"] * 92
    + ["PRI/LTD BY GUAR/NSC (Private, limited by guarantee, no share capital)"] * 3
    + ["Community Interest Company", "Limited Liability Partnership", "Public Limited Company", "Registered Society"]
)
AREAS = ("AB", "B", "BS", "CB", "CF", "E", "EX", "G", "HG", "L", "LS", "M", "NE", "NR", "OX", "PE", "S", "SW")


def write_companies(path: Path, rows: int) -> None:
    """Write an invented company register of `rows` rows."""
    random.seed(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADINGS + "\r\n")
        for number in range(1, rows + 1):
            file.write(",".join(f'"{value}"' for value in _company(number)) + "\r\n")


def _company(number: int) -> list[str]:
    category = random.choice(CATEGORIES)
    code = f"RS{number % 1_000_000:06}" if category == "Registered Society" and number < 1_000_000 else f"{number:08}"
    name = f"{random.choice(WORDS)} {random.choice(WORDS)} {number % 99_991} LIMITED"
    postcode = f"{random.choice(AREAS)}{number % 9 + 1} {number % 10}AB"
    founded = f"{number % 28 + 1:02}/{number % 12 + 1:02}/{1980 + number % 44}"
    previous = [founded, f"{random.choice(WORDS)} {random.choice(WORDS)} LTD"] if number % 7 == 0 else ["", ""]
    return [
        *(name, code, "", "", f"{number % 300} HIGH STREET", "", "ANYTOWN", "", "UNITED KINGDOM", postcode, category),
        *("Active", "United Kingdom", "", founded, "31", "3", "31/12/2026", "31/03/2025", "MICRO ENTITY", "", ""),
        *("0", "0", "0", "0", "68209 - Other letting and operating of own or leased real estate", "", "", "", "0", "0"),
        f"http://business.data.gov.uk/id/company/{code}",
        *previous,
        *[""] * 18,
        *("01/06/2027", "18/05/2026"),
    ]


def load_once(path: Path, folder: Path) -> dict[str, float]:
    """Load the file in this process; seconds and peak memory in MB."""
    from coopcouncil.data.registers import load_registers  # noqa: PLC0415 - only the loading process pays for it
    from coopcouncil.data.snapshots import Store  # noqa: PLC0415
    from coopcouncil.rules.ownership import judge  # noqa: PLC0415

    start = time.perf_counter()
    (report,) = load_registers(Store(folder), [path], judge=judge)
    assert not report.problem, report.problem
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - start, "peak_mb": peak, "refused": len(report.refusals)}


def raw_seconds(path: Path) -> float:
    """How long DuckDB takes to read every value of the file as text."""
    start = time.perf_counter()
    duckdb.connect().execute(
        f"SELECT sum(length(columns(*))) FROM read_csv('{path}', all_varchar = true, header = true)"
    ).fetchall()
    return time.perf_counter() - start


def main() -> None:
    """Measure each number of rows and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="*", type=int)
    parser.add_argument("--large", action="store_true", help="add 5 million rows, as many as the whole register")
    parser.add_argument("--load", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.load:
        print(json.dumps(load_once(*asked.load)))
        return
    print("| rows | file MB | load s | DuckDB raw s | ratio | peak MB |\n|---|---|---|---|---|---|")
    for rows in asked.rows or [50_000, 500_000, *([5_000_000] if asked.large else [])]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "companies.csv"
            write_companies(path, rows)
            raw = raw_seconds(path)
            command = [sys.executable, "-m", "bench.bench_registers", "--load", str(path), str(Path(folder) / "store")]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            size = path.stat().st_size / 1e6
        print(
            f"| {rows:,} | {size:,.0f} | {told['seconds']:.1f} | {raw:.1f} | {told['seconds'] / raw:.1f} "
            f"| {told['peak_mb']:,.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
