"""The headings of each register and directory, spelt as the real files spell them."""

import json
from importlib import resources

HEADINGS: dict[str, list[str]] = json.loads(
    resources.files(__package__).joinpath("headings.json").read_text(encoding="utf-8")
)
