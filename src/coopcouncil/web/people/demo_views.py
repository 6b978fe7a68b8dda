"""In the demo only: a page from which anybody steps in as one of the invented people."""

from uuid import UUID

from allauth.account.utils import perform_login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coopcouncil.web.pages import page
from coopcouncil.web.people.demo import demo_people as people_of_the_demo
from coopcouncil.web.people.queries import roles_of


@require_safe
def demo_people(request: HttpRequest) -> HttpResponse:
    """Who can be stepped in as."""
    _check_demo()
    found = [(person, roles_of(person)) for person in people_of_the_demo()]
    return page(request, "people/demo.html", title="Step in as somebody", here="account_login", found=found)


@require_POST
def step_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Sign in as one of the demo's people, without a password: never as anybody else."""
    _check_demo()
    person = next((each for each in people_of_the_demo() if each.public_id == public_id), None)
    if person is None:
        raise Http404("There is nobody of that address in the demo.")
    request.session.flush()  # nothing of whoever was signed in before goes with the next
    response: HttpResponse = perform_login(request, person, redirect_url=reverse("home"))
    return response


def _check_demo() -> None:
    if not settings.COOPCOUNCIL_DEMO:
        raise Http404("There is no demo here.")
