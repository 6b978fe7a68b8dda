"""Addresses of notices."""

from coopcouncil.web.notices import views
from coopcouncil.web.permissions import route
from coopcouncil.web.rights import Right

urlpatterns = [
    route("account/notices/", views.notices, name="notices", may=Right.USE_OWN_ACCOUNT),
    route("account/notices/renew/", views.renew_calendar, name="calendar-renew", may=Right.USE_OWN_ACCOUNT),
    route("calendar/<str:token>.ics", views.calendar, name="calendar", may=Right.SEE_PUBLISHED),
    route("feeds/<slug:kind>.atom", views.feed, name="feed", may=Right.SEE_PUBLISHED),
    route("demo/mail/", views.mails, name="demo-mails", may=Right.SEE_PUBLISHED),
    route("demo/mail/<int:number>/", views.mail, name="demo-mail", may=Right.SEE_PUBLISHED),
]
