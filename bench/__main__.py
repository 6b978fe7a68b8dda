"""Run every bench in turn: `python -m bench`, or `python -m bench load match --large`.

Each bench is a module `bench_NAME` that can also be run alone, `python -m bench.bench_NAME --help`; each gets a process
of its own, so that the peak memory it reports is its own. `--large` adds the largest sizes.
"""

import subprocess
import sys
from pathlib import Path


def names() -> list[str]:
    """Every bench there is, in order."""
    return sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def main(arguments: list[str]) -> int:
    """Run the benches named, or all of them; 0 when every one ended well."""
    wanted = [each for each in arguments if not each.startswith("-")] or names()
    flags = [each for each in arguments if each.startswith("-")]
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        print(f"There is no bench called {', '.join(unknown)}; there are {', '.join(names())}.", file=sys.stderr)
        return 2
    failed = 0
    for name in wanted:
        print(f"\n## {name}\n", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"bench.bench_{name}", *flags], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
