"""What waits for people who look after the payments: old registers, warnings, refused rows."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from coopcouncil.data.snapshots import StoreError
from coopcouncil.papers.words import counted, day
from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import Reading, current
from coopcouncil.web.subjects import Duty

# Registers change weekly or monthly: after a quarter, organisations that registered since are missed.
REGISTER_GROWS_OLD = timedelta(days=92)
NAMED = 6
TROUBLES = """
SELECT count(*) FILTER (warnings <> '[]') AS warned, coalesce(sum(refused), 0)::BIGINT AS refused FROM payment_files
"""


def duties(person: Any, today: date) -> list[Duty]:
    """What the files and registers behind the figures ask of this person."""
    if not may(person, Right.LOAD_PAYMENTS):
        return []
    try:
        now = current()
    except StoreError:
        return []  # the pages of figures say what is wrong with the store
    if now is None or not now.holds_payments:
        return [Duty("Add the council's payments files", reverse("upload"))]
    return [*_registers(now, today), *_files(now)]


def _registers(now: Reading, today: date) -> list[Duty]:
    registers = [each for each in now.snapshot.manifest.sources if each.kind == "register"]
    if not registers:
        return [
            Duty(
                "Load the registers",
                reverse("knowing"),
                more="Without a register no supplier can be found to be a co-operative or anything else: "
                "coopcouncil registers load",
            )
        ]
    old = [each for each in registers if today - each.retrieved_on > REGISTER_GROWS_OLD]
    if not old:
        return []
    named = "; ".join(f"{each.title} ({day(each.retrieved_on)})" for each in old[:NAMED])
    more = f"Organisations registered since are missed: {named}{'; and others' if len(old) > NAMED else ''}."
    return [
        Duty(
            f"Renew {counted(len(old), 'register')} older than three months", f"{reverse('knowing')}#sources", more=more
        )
    ]


def _files(now: Reading) -> list[Duty]:
    found = now.remember("troubles", lambda: now.rows(TROUBLES)[0])
    warned, refused = found["warned"], found["refused"]
    asked = []
    if warned:
        more = "Where a file's layout left a choice, it says what was chosen and why."
        asked.append(Duty(f"Look at {counted(warned, 'file')} with warnings", f"{reverse('knowing')}#files", more=more))
    if refused:
        more = "Totals, headings and report text are refused rightly; anything else may be a payment not read."
        asked.append(Duty(f"Look at {counted(refused, 'refused row')}", reverse("refused"), more=more))
    return asked
