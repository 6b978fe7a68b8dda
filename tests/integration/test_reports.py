"""Reports to committees on the site: assembled from actions, downloaded as three files, for officers and clerks."""

from io import BytesIO

import docx
import pytest
from tests.support.meetings import COMMITTEE
from tests.support.site import client, things_to_look_at, visitor

from coopcouncil.vocabulary.roles import Role

ADDRESS = f"/reports/{COMMITTEE}/"


@pytest.fixture(autouse=True)
def _promised(db):
    things_to_look_at()


def test_report_page_has_the_headings_and_shows_gaps():
    shown = client(Role.DEMOCRATIC_SERVICES).get(ADDRESS)

    assert shown.status_code == 200
    text = shown.content.decode()
    assert "1 Purpose of the report" in text
    assert "Legal implications" in text
    assert "Gap: not stated" in text


@pytest.mark.parametrize(("ending", "opening"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>")])
def test_report_comes_as_a_file(ending, opening):
    given = client().get(f"{ADDRESS}report.{ending}")

    assert given.content.startswith(opening)
    assert f".{ending}" in given["Content-Disposition"]


def test_report_document_names_the_committee():
    given = client().get(f"{ADDRESS}report.docx")

    words = [each.text for each in docx.Document(BytesIO(given.content)).paragraphs]
    assert any(each.startswith("Report to: ") for each in words)


def test_report_in_another_form_is_not_found():
    assert client().get(f"{ADDRESS}report.exe").status_code == 404


def test_report_is_not_for_visitors_before_it_is_published():
    assert visitor().get(ADDRESS).status_code in (302, 403)
