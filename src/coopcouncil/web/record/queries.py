"""Reads of the record for its pages: the list under filters, one entry among its neighbours, and a thing's history.

Lists go by the number of the entry at their edge and never by a count of pages, so that the oldest page of a long
record comes as quickly as the newest.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from coopcouncil.evidence.record import Walk, faults_of_content
from coopcouncil.web.people.models import Person
from coopcouncil.web.record.models import Entry
from coopcouncil.web.record.telling import Telling, tell, words_in

PAGE_SIZE = 50
MOST_PEOPLE = 50  # of one name
BATCH = 500
# A search for words stops, and a page is shown with what was found so far, after this many numbers, or after so many
# entries that hold the words somewhere.
WINDOW = 200_000
MOST_LOOKED_AT = 5000
# Each value that a column has, one step down its index a value: a million entries are not read for ten verbs.
VALUES = """
WITH RECURSIVE found(value) AS (
    SELECT min({column}) FROM record_entry
    UNION ALL
    SELECT (SELECT min(e.{column}) FROM record_entry e WHERE e.{column} > found.value) FROM found
    WHERE found.value IS NOT NULL
)
SELECT value FROM found WHERE value IS NOT NULL
"""


@dataclass(frozen=True)
class Asked:
    """The filters of the list; empty means all. `person` is a part of a name, an e-mail address or a public id."""

    person: str = ""
    kind: str = ""
    what: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None
    text: str = ""

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Asked()


@dataclass(frozen=True)
class EntryPage:
    """One page of entries, the newest first.

    `older` is the number below which the next page begins, `newer` that above which the one before ends; None where
    there is none. `cut` is set where the search stopped before the page was full.
    """

    rows: tuple[Telling, ...]
    older: int | None
    newer: int | None
    cut: bool = False


def entries(asked: Asked) -> QuerySet[Entry]:
    """The entries under the filters, the newest first; those that only may hold the text are among them."""
    found = Entry.objects.select_related("content").order_by("-number")
    exact = {"kind": asked.kind, "what": asked.what, "about": asked.about}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if asked.person:
        found = found.filter(by__in=_people(asked.person))
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    if asked.text:
        found = found.filter(content__text__icontains=json.dumps(asked.text, ensure_ascii=False)[1:-1])
    return found


def list_entries(asked: Asked, *, before: int | None = None, after: int | None = None) -> EntryPage:
    """One page: the entries below number `before`, or those just above number `after`, or the newest."""
    found = entries(asked)
    if after is not None:
        rows, cut = _take(found.filter(number__gt=after).order_by("number"), asked, floor=0)
        rows.reverse()
        more_newer, more_older = len(rows) > PAGE_SIZE, True
        rows = rows[-PAGE_SIZE:]
    else:
        top = before if before is not None else count_entries() + 1
        rows, cut = _take(found.filter(number__lt=top), asked, floor=max(0, top - WINDOW))
        more_newer, more_older = before is not None, len(rows) > PAGE_SIZE
        rows = rows[:PAGE_SIZE]
    last_seen = rows[-1].number if rows else None
    return EntryPage(
        rows=tuple(tell(rows)),
        older=cut or (last_seen if more_older else None),
        newer=rows[0].number if rows and more_newer else None,
        cut=cut is not None,
    )


def walk_entries(asked: Asked) -> Iterator[Telling]:
    """Every entry under the filters, the newest first, a batch at a time."""
    found = entries(asked)
    rest = found
    while batch := list(rest[:BATCH]):
        yield from tell(each for each in batch if _holds(each, asked))
        rest = found.filter(number__lt=batch[-1].number)


def kinds() -> list[str]:
    """Every kind of thing that the record tells of."""
    return _values("kind")


def verbs() -> list[str]:
    """Everything that the record says was done."""
    return _values("what")


def count_entries() -> int:
    """How many entries there are: they are numbered without a gap."""
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first()
    return last or 0


def get_entry(number: int) -> Entry:
    """An entry with its content; a page not found when there is none."""
    found = Entry.objects.select_related("content").filter(number=number).first()
    if found is None:
        raise Http404("The record has no entry of this number.")
    return found


def faults_around(entry: Entry) -> list[str]:
    """What is wrong with an entry, its content, and its links to its neighbours; nothing when it is as written."""
    near = range(entry.number - 1, entry.number + 2)
    around = [each.sealed() for each in Entry.objects.filter(number__in=near).order_by("number")]
    walk = Walk(first=around[0].link.number)
    links = [fault.reason for fault in walk.faults(around, of_links_alone=True)]
    sealed = entry.sealed()
    redaction = Entry.objects.filter(number=sealed.redacted_by).first() if sealed.redacted_by else None
    return links + [each.reason for each in faults_of_content(sealed, redaction.link() if redaction else None)]


def history_of(kind: str, ref: str, most: int = 20) -> list[Telling]:
    """What the record tells of one thing, the newest first.

    A page shows it in two lines, handing on `history=history_of("supplier", supplier_id)` from its view:

        {% from "record/history.html" import history_section %}
        {{ history_section(history, may(Right.SEE_NAMES)) }}

    Only those who may see the thing may see its history, so ask after that right was checked. Names, reasons and old
    values are shown to people of the council; everybody else reads which role did what, and when.
    """
    found = Entry.objects.select_related("content").filter(about=f"{kind}:{ref}").order_by("-number")
    return tell(found[:most])


def mentions_of(person: Person) -> int:
    """How many entries neither by nor about a person hold their name or e-mail address in what they say."""
    about = f"{person.subject_kind}:{person.subject_ref}"
    others = Entry.objects.exclude(Q(by=person.public_id) | Q(about=about))
    escaped = [json.dumps(each, ensure_ascii=False)[1:-1] for each in (person.name, person.email) if each]
    named = Q()
    for each in escaped:
        named |= Q(content__text__icontains=each)
    return others.filter(named).count()


def entries_of_person(person: Person) -> int:
    """How many entries by or about a person still have their content."""
    about = f"{person.subject_kind}:{person.subject_ref}"
    return Entry.objects.filter(Q(by=person.public_id) | Q(about=about), content__text__isnull=False).count()


def _values(column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(VALUES.format(column=column))
        return [value for (value,) in cursor.fetchall()]


def _people(asked: str) -> list[str]:
    named = Q(name__icontains=asked) | Q(email__iexact=asked)
    found = [str(each) for each in Person.objects.filter(named).values_list("public_id", flat=True)[:MOST_PEOPLE]]
    return [*found, asked] if len(asked) == len(str(Person().public_id)) else found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _take(found: QuerySet[Entry], asked: Asked, *, floor: int) -> tuple[list[Entry], int | None]:
    """One entry more than a page holds, and the number below which the search goes on where it stopped before.

    A search for words looks no further back than entry `floor`.
    """
    if not asked.text:
        return list(found[: PAGE_SIZE + 1]), None
    rows: list[Entry] = []
    for looked_at, entry in enumerate(found.filter(number__gte=floor)[:MOST_LOOKED_AT].iterator(BATCH), start=1):
        if _holds(entry, asked):
            rows.append(entry)
            if len(rows) > PAGE_SIZE:
                return rows, None
        if looked_at == MOST_LOOKED_AT:
            return rows, entry.number
    return rows, floor or None


def _holds(entry: Entry, asked: Asked) -> bool:
    """Whether the text asked for is in what the entry says, and not in what its content is held together by."""
    if not asked.text:
        return True
    wanted = asked.text.casefold()
    return any(wanted in each.casefold() for each in words_in(entry.content.text or "{}"))
