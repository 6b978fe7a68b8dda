"""The pages and words that search finds beside what people have made."""

from typing import Any

from django.urls import reverse

from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.web.help.meanings import FORMS, OWNERSHIP, WORDS
from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Found, Hit, Subject

# the name of an address, the right it takes, its title, and words by which people look for it
PAGES = (
    ("picture", Right.SEE_PUBLISHED, "The picture", "spending payments money ownership place year service area"),
    ("suppliers", Right.SEE_PUBLISHED, "Suppliers", "suppliers companies organisations paid"),
    ("review", Right.REVIEW_SUPPLIERS, "To review", "review suppliers match judge"),
    ("knowing", Right.SEE_PUBLISHED, "How do we know?", "sources registers files coverage snapshot licence"),
    ("upload", Right.LOAD_PAYMENTS, "Add payments files", "upload load payments files"),
    ("publishing", Right.SEE_UNPUBLISHED_SPENDING, "What the public sees", "publish publication figures"),
    ("motions", Right.SEE_MOTION, "Motions", "motions amendments votes notice council"),
    ("motion-send", Right.ADD_MOTION, "Take in a motion", "motion add send hand in word file"),
    ("meetings", Right.SEE_MEETINGS, "Meetings", "meetings agendas minutes committees calendar"),
    ("promises", Right.SEE_PROMISES, "What the council has promised", "promises resolutions actions discharge late"),
    ("evidence", Right.SEE_EVIDENCE, "Evidence", "evidence figure file link minute"),
    ("people", Right.SEE_PEOPLE, "People", "people access roles invite leave"),
    ("invitations", Right.SEE_PEOPLE, "Invitations", "invite people access"),
    ("bodies", Right.SEE_PEOPLE, "Directorates, committees and others", "bodies directorate committee group supplier"),
    ("record", Right.SEE_RECORD, "The record", "record audit history who did what"),
    ("notices", Right.USE_OWN_ACCOUNT, "Notices and calendar", "e-mail digest calendar deadlines feed"),
    ("tokens", Right.USE_OWN_ACCOUNT, "Access tokens", "api token integration"),
    ("api", Right.READ_HELP, "The API", "api openapi data"),
    ("account", Right.USE_OWN_ACCOUNT, "Your account", "password roles sign out passkey"),
    ("about", Right.READ_HELP, "About these pages", "about help"),
    ("accessibility", Right.READ_HELP, "Accessibility statement", "accessibility wcag screen reader"),
    ("privacy", Right.READ_HELP, "Privacy", "privacy personal data gdpr"),
    ("cookies", Right.READ_HELP, "Cookies", "cookies"),
    ("terms", Right.READ_HELP, "Terms", "terms licence reuse"),
)


def _find_page(user: Any, ref: str) -> Found | None:
    for name, right, title, _words in PAGES:
        if name == ref and may(user, right):
            return Found(title, reverse(name))
    return None


def _search_pages(user: Any, words: str, most: int) -> list[Hit]:
    wanted = words.casefold().split()
    fitting = [
        Hit("Page", title, reverse(name))
        for name, right, title, about in PAGES
        if all(each in f"{title} {about}".casefold() for each in wanted) and may(user, right)
    ]
    return fitting[:most]


def _glossary() -> list[tuple[str, str]]:
    models = [(model.label, OWNERSHIP[model]) for model in OwnershipModel]
    return [*WORDS, *models, *((form.label, FORMS[form]) for form in LegalForm if form in FORMS)]


def _find_word(_user: Any, ref: str) -> Found | None:
    found = next((word for word, _ in _glossary() if word == ref), None)
    return Found(found, reverse("glossary")) if found else None


def _search_words(_user: Any, words: str, most: int) -> list[Hit]:
    fitting = [
        Hit("Word", word, reverse("glossary"), str(meaning))
        for word, meaning in _glossary()
        if words.casefold() in word.casefold()
    ]
    return fitting[:most]


PLACE = Subject("page", "Pages", _find_page, _search_pages)
WORD = Subject("word", "Words in the glossary", _find_word, _search_words)
