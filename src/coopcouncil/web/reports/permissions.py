"""Who may do what with a report to a committee: the table of rights, and what was withdrawn."""

from typing import Any

from coopcouncil.web.evidence.states import State
from coopcouncil.web.permissions import Held, check_may, may
from coopcouncil.web.reports.models import Report
from coopcouncil.web.rights import Right


def check_can_see(user: Any, report: Report) -> Held:
    """The role by which this user sees the report. Raises NotAllowedError with the reason."""
    return check_may(user, Right.SEE_REPORT, report)


def can_see(user: Any, report: Report) -> bool:
    """Whether this user sees the report."""
    return may(user, Right.SEE_REPORT, report)


def can_see_that_it_was_withdrawn(report: Report) -> bool:
    """Whether everybody may read that it was withdrawn, when and why: what was public does not vanish."""
    return report.state == State.WITHDRAWN and report.published_at is not None


def check_can_write(user: Any, report: Report) -> Held:
    """The role by which this user may write the report. Raises NotAllowedError with the reason."""
    return check_may(user, Right.WRITE_REPORT, report)


def can_write(user: Any, report: Report) -> bool:
    """Whether this user may write the report."""
    return may(user, Right.WRITE_REPORT, report)


def check_can_publish(user: Any, report: Report) -> Held:
    """The role by which this user may publish the report. Raises NotAllowedError with the reason."""
    return check_may(user, Right.PUBLISH_REPORT, report)


def can_publish(user: Any, report: Report) -> bool:
    """Whether this user may publish the report."""
    return may(user, Right.PUBLISH_REPORT, report)


def check_can_withdraw(user: Any, report: Report) -> Held:
    """The role by which this user may withdraw the report. Raises NotAllowedError with the reason."""
    return check_may(user, Right.WITHDRAW_REPORT, report)


def can_withdraw(user: Any, report: Report) -> bool:
    """Whether this user may withdraw the report."""
    return may(user, Right.WITHDRAW_REPORT, report)
