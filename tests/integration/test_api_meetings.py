"""Meetings over the API: lists, one meeting, and agendas that are not published yet."""

from tests.support.meetings import committee, item, meeting, published
from tests.support.site import visitor


def test_meetings_are_listed_by_when_and_of_whom() -> None:
    own = meeting(committee(), days=9)
    council = meeting(days=20)
    rows = visitor().get("/api/v1/meetings/").json()["rows"]
    assert [row["meeting_id"] for row in rows] == [str(own.public_id), str(council.public_id)]
    assert [row["body"] for row in rows] == ["made-up-scrutiny", None]
    of_council = visitor().get("/api/v1/meetings/?of=council&when=all").json()
    assert [row["of"] for row in of_council["rows"]] == ["Council"]
    assert visitor().get("/api/v1/meetings/?words=scrutiny").json()["total"] == 1
    wrong = visitor().get("/api/v1/meetings/?when=never")
    assert wrong.status_code == 422
    assert "Known: coming, past, all" in wrong.json()["detail"]


def test_agenda_is_empty_until_it_is_published() -> None:
    made = meeting(committee())
    item(made, "A motion", number="7", about=made.about)
    address = f"/api/v1/meetings/{made.public_id}/"
    assert visitor().get(address).json()["items"] == []
    published(made)
    [only] = visitor().get(address).json()["items"]
    assert (only["number"], only["title"], only["about"], only["papers"]) == ("7", "A motion", made.about, [])
    assert visitor().get("/api/v1/meetings/6f1d2f6e-0000-4000-8000-000000000000/").status_code == 404
