"""Reads of motions: which a user sees, the list, and what a page tells of one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from coopcouncil.evidence.findings import Finding, Outcome
from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.advice import Advice as GivenAdvice
from coopcouncil.rules.motions.advice import judge_advice
from coopcouncil.rules.motions.notice import judge_notice
from coopcouncil.rules.motions.states import MotionState
from coopcouncil.rules.motions.warnings import TextFinding
from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role
from coopcouncil.web.meetings.procedure import ProcedureError, council_calendar, notice_profile
from coopcouncil.web.motions.models import Motion, Text, WarningDecision
from coopcouncil.web.motions.reading import warnings_on
from coopcouncil.web.permissions import roles_held

PAGE_LENGTH = 25


def visible_to(user: Any) -> QuerySet[Motion]:
    """The motions that this user may see: the public those that were published; see `permissions.check_can_see`."""
    motions = Motion.objects.select_related("body", "meeting__body")
    roles = {held.role for held in roles_held(user)} & COUNCIL_ROLES
    if not roles:
        return motions.filter(published_at__isnull=False)
    if roles == {Role.COUNCILLOR}:
        own = Q(mover_person=user) | Q(added_by=user)
        return motions.exclude(Q(state=MotionState.DRAFT) & ~own)
    return motions


def search_motions(user: Any, *, words: str = "", state: str = "", body: str = "") -> QuerySet[Motion]:
    """Those whose title, mover or seconder holds the words, in this state, to this body; the newest first."""
    found = visible_to(user)
    if words:
        found = found.filter(Q(title__icontains=words) | Q(mover__icontains=words) | Q(seconder__icontains=words))
    if state:
        found = found.filter(state=state)
    if body:
        found = found.filter(body__slug=body)
    return found


def get_motion(public_id: str) -> Motion:
    """The motion of this id. Raises Http404."""
    found = Motion.objects.select_related("body", "meeting__body", "mover_person").filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no such motion.")
    return found


def texts_of(motion: Motion) -> list[Text]:
    """Every version of the motion's text, the first one first."""
    return list(motion.texts.select_related("added_by", "adopted"))


def text_numbered(texts: list[Text], number: str) -> Text:
    """The version of this number. Raises Http404."""
    for each in texts:
        if str(each.number) == number:
            return each
    raise Http404("There is no such version of the text.")


def advice_on(text: Text) -> Finding:
    """What the Monitoring Officer's last advice on the motion or amendment says of this version of its text."""
    of = {"text__motion": text.motion_id} if text.motion_id else {"text__amendment": text.amendment_id}
    last = _advice().filter(**of).order_by("-given_at", "-id").first()
    given = None
    if last is not None:
        on = timezone.localtime(last.given_at).date()
        given = GivenAdvice(last.in_order, on, last.words, last.text.fingerprint)
    return judge_advice(given, text.plain)


def advice_given(motion: Motion) -> list[Any]:
    """All advice on the motion's texts, the newest first."""
    return list(_advice().filter(text__motion=motion))


def _advice() -> QuerySet[Any]:
    from coopcouncil.web.motions.models import Advice  # noqa: PLC0415 - its name is that of a rule's value here

    return Advice.objects.select_related("text", "given_by")


@dataclass(frozen=True)
class Warned:
    """A warning on a text, and what was decided on it, on this version or on an earlier one with the same words."""

    key: str
    about: TextFinding
    decision: WarningDecision | None


def warned(motion: Motion, text: Text) -> list[Warned]:
    """What a clerk should look at in this version, in the order of the text; of an amendment, what it brings."""
    of_base = {key for key, _ in warnings_on(text.base, motion)} if text.amendment_id and text.base else set()
    chain = _texts_before(motion, text)
    made = WarningDecision.objects.select_related("decided_by").filter(text__in=chain).order_by("id")
    decisions = {each.key: each for each in made if each.text_id == text.pk or each.decision == "leave"}
    found = warnings_on(text, motion)
    return [Warned(key, about, decisions.get(key)) for key, about in found if key not in of_base]


def cautions(motion: Motion, text: Text) -> list[str]:
    """What speaks against putting the motion on an order paper as it stands, in words; a clerk may go on with a reason.

    `text` is its newest.
    """
    found = []
    undecided = sum(each.decision is None for each in warned(motion, text))
    if undecided:
        still = "is" if undecided == 1 else "are"
        found.append(f"{counted(undecided, 'warning').capitalize()} about the text {still} not decided yet.")
    advice, (notice, _) = advice_on(text), notice_of(motion)
    if advice.outcome is not Outcome.PASS:
        found.append(advice.reason)
    if notice is not None and notice.outcome is not Outcome.PASS:
        found.append(notice.reason)
    return found


def _texts_before(motion: Motion, text: Text) -> QuerySet[Text]:
    if text.motion_id:
        return motion.texts.filter(number__lte=text.number)
    return Text.objects.filter(amendment=text.amendment_id, number__lte=text.number)


def notice_of(motion: Motion) -> tuple[Finding | None, str]:
    """Whether the motion came in time for its meeting; without a finding, what is missing for one, in words."""
    if motion.meeting is None:
        return None, "No meeting is stated yet."
    if motion.received_at is None:
        return None, "When it came is not stated yet."
    try:
        profile, calendar = notice_profile(), council_calendar()
    except ProcedureError as error:
        return None, str(error)
    if profile is None:
        return None, "The council's rule of notice is not set here, so nothing is judged."
    on = timezone.localdate(motion.meeting.starts_at)
    return judge_notice(motion.received_at, on, profile, calendar), ""
