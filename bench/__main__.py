"""Run every bench in turn: `python -m bench`, or `python -m bench load match`.

Each bench is a module `bench_NAME` with a `main(arguments)`; sizes grow with `--large`.
"""

import importlib
import sys
from pathlib import Path


def names() -> list[str]:
    """Every bench there is, in order."""
    return sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def main(arguments: list[str]) -> int:
    """Run the benches named, or all of them."""
    wanted = [each for each in arguments if not each.startswith("-")] or names()
    flags = [each for each in arguments if each.startswith("-")]
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        print(f"There is no bench called {', '.join(unknown)}; there are {', '.join(names())}.", file=sys.stderr)
        return 2
    for name in wanted:
        print(f"\n## {name}\n", flush=True)
        importlib.import_module(f"bench.bench_{name}").main(flags)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
