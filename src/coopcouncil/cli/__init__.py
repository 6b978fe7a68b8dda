"""The terminal door: `coopcouncil <noun> <verb>`, each a few lines over the floors below."""

from coopcouncil.cli.commands import main

__all__ = ["main"]
