"""What a clerk should look at in a motion's text before it goes on the order paper."""

from coopcouncil.rules.motions.warnings.all_rules import warnings_of
from coopcouncil.rules.motions.warnings.finding import TextFinding

__all__ = ["TextFinding", "warnings_of"]
