"""Who owns an organisation, as far as the public registers say."""

from coopcouncil.rules.ownership.judging import PRECEDENCE, judge

__all__ = ["PRECEDENCE", "judge"]
