"""`coopcouncil people ...`: the first administrator, the list, and the end of access."""

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result
from tests.support.people import body, person
from tests.support.recording import entries_made
from tests.support.site import visitor

from coopcouncil.cli.commands import main
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Invitation, Person


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["people", *words, "--data", str(data)])


def test_first_administrator_comes_in_by_the_link_that_is_printed(tmp_path: Path) -> None:
    with entries_made() as made:
        done = run(tmp_path, "invite", "first@example.org", "--name", "First", "--role", "administrator")
    assert done.exit_code == 0, done.output
    assert [what for what, _ in made.told] == ["invited"]
    assert made.contents[0]["who"] == "the system"
    browser = visitor()
    browser.get(done.output.strip().removeprefix("http://localhost:8000"), follow=True)
    browser.post("/invitation/", {"name": "First", "password": "three odd words"})
    assert browser.get("/people/").status_code == 200


def test_invitation_for_a_body_names_those_there_are_when_it_is_not_known(tmp_path: Path) -> None:
    body("Adult Services")
    assert run(tmp_path, "invite", "a@example.org", "--role", "officer", "--body", "adult services").exit_code == 0
    assert str(Invitation.objects.get().body) == "Adult Services"
    done = run(tmp_path, "invite", "a@example.org", "--role", "officer", "--body", "Nowhere")
    assert done.exit_code == 2
    assert "There is no body called Nowhere. Known: Adult Services." in done.output


def test_poor_invitation_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for words, said in (
        (("nobody", "--role", "officer"), "nobody is no e-mail address"),
        (("a@example.org", "--role", "supplier"), "Choose which one."),
        (("a@example.org", "--role", "king"), "'king' is not one of"),
    ):
        done = run(tmp_path, "invite", *words)
        assert done.exit_code == 2
        assert said in done.output
        assert "Traceback" not in done.output


def test_list_says_who_holds_what(tmp_path: Path) -> None:
    assert "coopcouncil people invite EMAIL --role administrator" in run(tmp_path, "list").output
    person(Role.OFFICER)
    person()
    assert run(tmp_path, "list").output.splitlines() == [
        "nobody.yet@example.org\tNobody Yet\tno role",
        "officer@example.org\tOfficer\tofficer for the whole council",
    ]


def test_access_is_ended_except_for_the_last_administrator(tmp_path: Path) -> None:
    person(Role.OFFICER)
    person(Role.ADMINISTRATOR)
    assert "Officer no longer has access." in run(tmp_path, "end", "Officer@example.org", "--why", "Left").output
    assert not Person.objects.get(email="officer@example.org").is_active
    for email, said in (
        ("officer@example.org", "was ended before"),
        ("administrator@example.org", "Give somebody else that role first."),
        ("nobody@example.org", "coopcouncil people list"),
    ):
        done = run(tmp_path, "end", email)
        assert (done.exit_code, said in done.output) == (2, True), done.output


def test_command_makes_the_tables_where_there_are_none(tmp_path: Path) -> None:
    environment = {"COOPCOUNCIL_DATA": "elsewhere", "PATH": "/usr/bin", "PYTHONPATH": ":".join(filter(None, sys.path))}
    command = [sys.executable, "-m", "coopcouncil.cli", "people"]
    first = subprocess.run(
        [*command, "invite", "a@example.org", "--role", "administrator", "--data", str(tmp_path / "new")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("http://localhost:8000/invitation/")
    assert (tmp_path / "new" / "coopcouncil.sqlite3").is_file()
    second = subprocess.run(
        [*command, "list", "--data", str(tmp_path / "new")],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (second.returncode, second.stdout) == (0, "")
    assert "Nobody has access yet" in second.stderr
