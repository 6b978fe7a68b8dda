"""A motion goes from a Word file with tracked changes to a discharged promise, each step by the role whose it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_evidence_journey import looks_well
from tests.support.meetings import committee, held, meeting
from tests.support.people import person, sign_in
from tests.support.word_files import gone, ins, p, r, word_file

from coopcouncil.papers.words import day
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.promises.models import Action

pytestmark = pytest.mark.browser

TITLE = "Orchards for the schools"
PAPER = (
    p(r("Proposed by Councillor A Finch, seconded by Councillor B Rook")),
    p(r(TITLE)),
    p(r("This Council resolves to:")),
    p(r("ask officers to write to every school by 3 March 2029 and ask:"), level=0),
    p(r("how many trees "), gone("it has"), ins("it has and could take"), r("?"), level=1),
    p(r("plant forty trees  in Mill Lane."), level=0),
)  # fmt: skip
ASKED = "write to every school"


@pytest.mark.parametrize("width", [375, 1280], ids=["phone", "desk"])
def test_motion_goes_from_a_word_file_to_a_discharged_promise(
    browser: Browser, own_address: str, width: int, tmp_path: Path
) -> None:
    for role in (Role.OFFICER, Role.MONITORING_OFFICER, Role.DEMOCRATIC_SERVICES):
        person(role)
    council, scrutiny = meeting(days=30, items=("Motions on notice",)), meeting(committee(), days=1)
    meeting(committee(), days=40)  # to which it is reported
    paper = tmp_path / "orchards.docx"
    paper.write_bytes(word_file("".join(PAPER)))
    steps = _Steps(browser, own_address, width)
    with steps.as_(Role.DEMOCRATIC_SERVICES) as page:
        takes_in(page, own_address, paper, council)
        motion = Motion.objects.get()
        decides_and_hands_in(page, motion)
    with steps.as_(Role.MONITORING_OFFICER) as page:
        advises(page, own_address)
    with steps.as_(Role.DEMOCRATIC_SERVICES) as page:
        puts_on_the_order_paper(page, own_address, motion)
        held(council)
        moves_and_seconds(page, own_address, motion)
        carries_the_amendment(page, own_address, motion, steps)
        carries_the_motion(page, own_address, motion)
        confirms(page, own_address, motion)
    action = Action.objects.get(resolution__motion=motion, words__contains=ASKED)
    with steps.as_(Role.OFFICER) as page:
        adds_evidence(page, own_address, action)
        proposes(page, own_address, action)
    held(scrutiny)
    with steps.as_(Role.DEMOCRATIC_SERVICES) as page:
        enters_the_decision(page, own_address, action)
        reports_to_the_committee(page, own_address)
    with steps.as_() as page:
        reads_what_became_of_it(page, own_address, motion)
        downloads_the_report(page, own_address)


class _Steps:
    """Browsers of one width, in each of which somebody of a role is signed in, or nobody."""

    def __init__(self, browser: Browser, address: str, width: int) -> None:
        self._browser, self._address, self._width = browser, address, width

    @contextmanager
    def as_(self, *roles: Role) -> Iterator[Page]:
        """A page of somebody with these roles; without any, of a visitor."""
        context = self._browser.new_context(viewport={"width": self._width, "height": 900})
        if roles:
            sign_in(context, self._address, *roles)
        yield context.new_page()
        context.close()


def looks(page: Page) -> None:
    """Look at the page once its styles are there too."""
    page.wait_for_load_state()
    looks_well(page, scripts=True)


def main_says(page: Page, *words: str) -> None:
    """Wait until the page that was asked for has come, and says this; then look at it."""
    for each in words:
        expect(page.locator("main")).to_contain_text(each)
    looks(page)


def takes_in(page: Page, address: str, paper: Path, council: Meeting) -> None:
    """The clerk sends the file, looks at what was read, and keeps it."""
    page.goto(f"{address}/motions/")
    page.get_by_role("link", name="Take in a motion").first.click()
    page.get_by_label("The motion as a file").set_input_files(paper)
    page.get_by_role("button", name="Read it", exact=True).click()
    main_says(page, "It holds changes", "Councillor A Finch", "it has and could take")
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    received = timezone.localdate() - timedelta(days=1)
    page.get_by_label("Day on which it came").fill(day(received))
    page.get_by_label("Time at which it came").fill("10:00")
    page.get_by_label("Meeting at which it will be moved").select_option(label=str(council))
    page.get_by_label("An amendment, on which the council has yet to decide").check()
    page.get_by_label("Who moves the amendment").fill("Councillor C Wren")
    page.get_by_role("button", name="Keep it as a draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    main_says(page, "A draft", "Amendment 1", "orchards.docx")


def decides_and_hands_in(page: Page, motion: Motion) -> None:
    """The clerk decides on everything that was warned of, then hands the motion in."""
    decide = page.get_by_role("link", name="Decide on line")
    while left := decide.count():
        decide.first.click()
        page.get_by_label("Leave it as it is").check()
        page.get_by_label("Why?").fill("A space is not worth a new version.")
        looks(page)
        page.get_by_role("button", name="Keep this decision").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(str(motion))
        expect(decide).to_have_count(left - 1)
    main_says(page, "decided")
    page.get_by_role("button", name="Hand it in").click()
    main_says(page, "The motion is draft now.")
    page.get_by_role("button", name="Hand it in").click()
    main_says(page, "Submitted", "not yet by the public")


def advises(page: Page, address: str) -> None:
    """The Monitoring Officer finds it at home, advises, and rules it in order."""
    page.goto(f"{address}/")
    page.get_by_role("link", name=f"Advise on the motion {TITLE}").click()
    page.get_by_label("Yes, it is in order").check()
    page.get_by_label("The advice").fill("Within the council's powers.")
    looks(page)
    page.get_by_role("button", name="Give this advice").click()
    main_says(page, "Within the council's powers.")
    page.get_by_role("button", name="Rule in order").click()
    main_says(page, "The motion is submitted now.")
    page.get_by_role("button", name="Rule in order").click()
    main_says(page, "In order")


def puts_on_the_order_paper(page: Page, address: str, motion: Motion) -> None:
    """The clerk puts it on the order paper of its meeting; nothing speaks against it."""
    page.goto(f"{address}/motions/{motion.public_id}/")
    page.get_by_role("button", name="Put on the order paper").click()
    main_says(page, "From then on everybody can see it")
    expect(page.locator("main")).not_to_contain_text("Look at this first")
    page.get_by_role("button", name="Put on the order paper").click()
    main_says(page, "Everybody sees this motion.")


def moves_and_seconds(page: Page, address: str, motion: Motion) -> None:
    """At the meeting it is moved and seconded."""
    page.goto(f"{address}/motions/{motion.public_id}/")
    for words, state in (("It was moved", "Moved"), ("It was seconded", "Seconded")):
        page.get_by_role("button", name=words).click()
        expect(page.locator("main")).to_contain_text("The motion is")
        page.get_by_role("button", name=words).click()
        main_says(page, state, "Everybody sees this motion.")


def carries_the_amendment(page: Page, address: str, motion: Motion, steps: _Steps) -> None:
    """It is handed in, ruled in order by the Monitoring Officer, moved, seconded, and carried by names."""
    amendment = motion.amendments.get()
    own = f"{address}/amendments/{amendment.public_id}/"
    page.goto(own)
    moves_amendment(page, "Submit", "Submitted")
    with steps.as_(Role.MONITORING_OFFICER) as adviser:
        adviser.goto(own)
        moves_amendment(adviser, "Rule in order", "In order")
    page.goto(own)
    moves_amendment(page, "It was moved", "Moved")
    moves_amendment(page, "It was seconded", "Seconded")
    page.get_by_role("button", name="Enter the vote").click()
    page.get_by_label("A recorded vote, by name").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Paste a list of names").fill("For: A Finch, B Rook, C Wren\nAgainst: D Daw")
    looks(page)
    page.get_by_role("button", name="Enter the vote").click()
    main_says(page, "As it was read", "A Finch, B Rook, C Wren")
    page.get_by_role("button", name="Enter it as it is").click()  # the list of members here is not whole
    main_says(page, "Carried", "3 for, 1 against")


def moves_amendment(page: Page, words: str, state: str) -> None:
    """Say where the amendment stands, and wait until it does."""
    page.get_by_role("link", name=words, exact=True).click()
    page.locator("main").get_by_role("button").click()
    expect(page.locator("main .govuk-tag").first).to_have_text(state)
    looks(page)


def carries_the_motion(page: Page, address: str, motion: Motion) -> None:
    """By a show of hands, as it was amended."""
    page.goto(f"{address}/motions/{motion.public_id}/")
    main_says(page, "it has and could take", "version 2")
    page.get_by_role("link", name="Enter the vote on the motion").click()
    page.get_by_label("By show of hands").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("For", exact=True).fill("20")
    page.get_by_label("Against", exact=True).fill("3")
    looks(page)
    page.get_by_role("button", name="Enter the vote").click()
    main_says(page, "Carried", "20 for, 3 against")


def confirms(page: Page, address: str, motion: Motion) -> None:
    """The clerk says who answers for the first action and through which committee, and confirms all."""
    page.goto(f"{address}/")
    page.get_by_role("link", name=f"of {motion}").first.click()
    main_says(page, "wait for you to confirm")
    page.get_by_role("link", name="Set what is known of action 1 of resolution 1").click()
    page.get_by_label("Who answers for it").select_option("Officer")
    page.get_by_label("Through or to which body").select_option("Made-up Scrutiny")
    looks(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Confirm all").click()
    main_says(page, "Every resolution of this motion is confirmed.", "Not stated")


def adds_evidence(page: Page, address: str, action: Action) -> None:
    """The owner finds the action at home, adds the letter and the answers, and publishes them."""
    page.goto(f"{address}/")
    page.get_by_role("link", name=ASKED).first.click()
    main_says(page, "not shown yet")
    for kind, title in (("Letter", "The letter to the schools"), ("Answers", "What the schools answered")):
        page.goto(f"{address}/promises/actions/{action.public_id}/")
        page.get_by_role("link", name="Add evidence for this action").click()
        page.get_by_role("link", name="File", exact=True).click()
        paper = {"name": f"{kind}.txt", "mimeType": "text/plain", "buffer": f"{title}\n".encode()}
        page.get_by_label("File", exact=True).set_input_files(paper)  # type: ignore[arg-type]
        page.get_by_label("Title").fill(title)
        looks(page)
        page.get_by_role("button", name="Keep as a draft").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.get_by_role("button", name="Publish").click()
        main_says(page, "Everybody will see it, without signing in")
        page.get_by_role("button", name="Publish").click()
        main_says(page, "Everybody sees it.")
        page.get_by_role("link", name=ASKED).click()
        main_says(page, f"{kind}: not shown yet")
        page.get_by_role("button", name=f"{kind} is what {title} is").click()
        main_says(page, f"{kind}: shown")


def proposes(page: Page, address: str, action: Action) -> None:
    """All that was asked for is shown, so that nothing has to be explained."""
    page.goto(f"{address}/promises/actions/{action.public_id}/")
    expect(page.locator("main")).not_to_contain_text("not shown yet")
    page.get_by_role("button", name="Propose that it is done").click()
    expect(page.get_by_label("Why is it done without?")).to_have_count(0)
    page.get_by_label("What was done").fill("Every school has the letter, and all of them answered.")
    looks(page)
    page.get_by_role("button", name="Propose its discharge").click()
    main_says(page, "Awaiting discharge")


def enters_the_decision(page: Page, address: str, action: Action) -> None:
    """The clerk finds it at home, and enters what the committee decided, with its minute."""
    page.goto(f"{address}/")
    page.get_by_role("link", name="Enter the decision on the discharge").click()
    expect(page).to_have_url(f"{address}/promises/actions/{action.public_id}/")
    page.get_by_role("button", name="Enter the committee's decision").click()
    page.get_by_label("It is done: discharged").check()
    at = page.get_by_label("At which meeting")
    at.select_option(label=at.locator("option", has_text="Made-up Scrutiny").first.inner_text())
    page.get_by_label("The minute's words").fill("RESOLVED: that the letter is done.")
    looks(page)
    page.get_by_role("button", name="Save the decision").click()
    main_says(page, "Discharged: the committee agreed that it is done.")


def reads_what_became_of_it(page: Page, address: str, motion: Motion) -> None:
    """A visitor reads what was promised, that it is done and what shows it, and nobody's name."""
    page.goto(f"{address}/promises/")
    main_says(page, "1 is done", "The letter to the schools", "RESOLVED: that the letter is done.")
    page.get_by_role("link", name=ASKED).first.click()
    main_says(page, "Letter: shown", "Answers: shown", "Minute of Made-up Scrutiny")
    expect(page.locator("main")).not_to_contain_text("Officer")
    page.get_by_role("link", name="What the schools answered").first.click()
    main_says(page, "Answers.txt")
    page.goto(f"{address}/motions/{motion.public_id}/")
    main_says(page, "Carried", "Amendment 1", "20 for, 3 against")
    page.get_by_role("link", name="Every vote").click()
    main_says(page, "D Daw")


def reports_to_the_committee(page: Page, address: str) -> None:
    """The clerk draws up a report to the committee's next meeting, and publishes it with what is missing."""
    page.goto(f"{address}/reports/start/")
    page.get_by_label("Which committee is it for?").select_option("Made-up Scrutiny")
    looks(page)
    page.get_by_role("button", name="Continue").click()
    main_says(page, "Which actions does it tell of?", ASKED)
    expect(page.get_by_role("checkbox", name=ASKED)).to_be_checked()
    page.locator("main form button").click()
    main_says(page, "The draft is kept", "The letter to the schools")
    page.get_by_role("button", name="Publish").click()
    main_says(page, "Everybody will see it, without signing in")
    page.get_by_role("button", name="Publish").click()
    main_says(page, "Everybody sees it, as it was published.")


def downloads_the_report(page: Page, address: str) -> None:
    """A visitor reads the report and downloads it in each of its forms."""
    page.goto(f"{address}/reports/")
    page.locator("main").get_by_role("link", name="Made-up Scrutiny").first.click()
    main_says(page, "The letter to the schools", "RESOLVED: that the letter is done.")
    links = page.get_by_role("link", name="Download as")
    expect(links).to_have_count(3)
    for place, begins in enumerate((b"PK", b"%PDF", b"<!")):
        with page.expect_download() as coming:
            links.nth(place).click()
        assert coming.value.path().read_bytes().startswith(begins)
