"""`python -m coopcouncil.cli` is `coopcouncil`."""

from coopcouncil.cli.commands import main

main(prog_name="coopcouncil")
