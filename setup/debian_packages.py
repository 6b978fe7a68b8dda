"""Install Debian packages that wheels cannot bring, or name the one command that does.

Usage: debian_packages.py PACKAGE...
"""

import os
import shutil
import subprocess
import sys


def _installed(package: str) -> bool:
    question = ["dpkg-query", "--show", "--showformat=${Status}", package]
    return "install ok installed" in subprocess.run(question, capture_output=True, text=True, check=False).stdout


def main(packages: list[str]) -> int:
    """Install what is missing; 0 when all is there, 1 when a person has to do it."""
    if shutil.which("dpkg-query") is None:
        print(f"Not a Debian system: install what corresponds to {', '.join(packages)} yourself.", file=sys.stderr)
        return 0
    missing = [each for each in packages if not _installed(each)]
    if not missing:
        return 0
    if os.geteuid() != 0:
        print(f"Debian packages are needed. Run: sudo apt-get install {' '.join(missing)}", file=sys.stderr)
        return 1
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    subprocess.run(install, check=True, env=quiet, stdout=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
