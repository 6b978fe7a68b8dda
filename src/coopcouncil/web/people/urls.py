"""Addresses of people."""

from coopcouncil.web.people import demo_views, views
from coopcouncil.web.people.bodies import views as bodies
from coopcouncil.web.people.delegations import views as delegations
from coopcouncil.web.people.invitations import accepting
from coopcouncil.web.people.invitations import views as invitations
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

_PERSON = "people/<uuid:public_id>/"
_INVITATION = "people/invitations/<uuid:public_id>/"
_BODY = "people/bodies/<slug:slug>/"

urlpatterns = [
    route("account/", views.account, name="account", may=Right.USE_OWN_ACCOUNT),
    route("account/delegates/name/", delegations.delegate, name="delegate", may=Right.DELEGATE),
    route("account/delegates/<uuid:public_id>/end/", delegations.end, name="delegate-end", may=Right.DELEGATE),
    route("people/", views.people, name="people", may=Right.SEE_PEOPLE),
    route("people.csv", views.people_csv, name="people-csv", may=Right.SEE_PEOPLE),
    route("people/invite/", invitations.invite_somebody, name="invite", may=Right.GIVE_ACCESS),
    route("people/invitations/", invitations.invitations, name="invitations", may=Right.SEE_PEOPLE),
    route(_INVITATION, invitations.one_invitation, name="one-invitation", may=Right.SEE_PEOPLE),
    route(f"{_INVITATION}send/", invitations.send_invitation_again, name="invitation-send", may=Right.GIVE_ACCESS),
    route(f"{_INVITATION}revoke/", invitations.revoke_invitation, name="invitation-revoke", may=Right.GIVE_ACCESS),
    route("people/bodies/", bodies.bodies, name="bodies", may=Right.SEE_PEOPLE),
    route("people/add-a-body/", bodies.add, name="body-add", may=Right.GIVE_ACCESS),
    route(_BODY, bodies.body, name="body", may=Right.SEE_PEOPLE),
    route(f"{_BODY}rename/", bodies.rename, name="body-rename", may=Right.GIVE_ACCESS),
    route(f"{_BODY}end/", bodies.end, name="body-end", may=Right.GIVE_ACCESS),
    route(_PERSON, views.one_person, name="person", may=Right.SEE_PEOPLE),
    route(f"{_PERSON}give-role/", views.give_role, name="role-give", may=Right.GIVE_ACCESS),
    route(f"{_PERSON}roles/<int:grant_id>/end/", views.end_role, name="role-end", may=Right.GIVE_ACCESS),
    route(f"{_PERSON}end-access/", views.end_access, name="access-end", may=Right.GIVE_ACCESS),
    route(f"{_PERSON}let-back-in/", views.let_back_in, name="access-back", may=Right.GIVE_ACCESS),
    route("invitation/<str:token>/", accepting.invitation, name="invitation", may=Right.SIGN_IN),
    route("invitation/", accepting.accept, name="accept-invitation", may=Right.SIGN_IN),
    route("demo/people/", demo_views.demo_people, name="demo-people", may=Right.SIGN_IN),
    route("demo/people/<uuid:public_id>/", demo_views.step_in, name="demo-step-in", may=Right.SIGN_IN),
]
