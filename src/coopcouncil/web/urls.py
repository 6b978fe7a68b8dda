"""The site's addresses: one app a subject."""

from django.urls import include, path

urlpatterns = [
    path("", include("coopcouncil.web.desk.urls")),
    path("", include("coopcouncil.web.spending.urls")),
    path("", include("coopcouncil.web.suppliers.urls")),
    path("how-we-know/", include("coopcouncil.web.knowing.urls")),
    path("upload/", include("coopcouncil.web.uploads.urls")),
    path("", include("coopcouncil.web.notices.urls")),
    path("work/", include("coopcouncil.web.work.urls")),
    path("publishing/", include("coopcouncil.web.publishing.urls")),
    path("", include("coopcouncil.web.people.urls")),
    path("", include("coopcouncil.web.record.urls")),
    path("", include("coopcouncil.web.evidence.urls")),
    path("", include("coopcouncil.web.promises.urls")),
    path("", include("coopcouncil.web.reports.urls")),
    path("", include("coopcouncil.web.meetings.urls")),
    path("", include("coopcouncil.web.motions.urls")),
    path("", include("coopcouncil.web.motions.amendments.urls")),
    path("", include("coopcouncil.web.motions.votes.urls")),
    path("account/", include("coopcouncil.web.signing_in.urls")),
    path("", include("coopcouncil.web.api.urls")),
    path("help/", include("coopcouncil.web.help.urls")),
    path("", include("coopcouncil.web.running.urls")),
]

handler400 = "coopcouncil.web.help.views.bad_request"
handler403 = "coopcouncil.web.help.views.forbidden"
handler404 = "coopcouncil.web.help.views.not_found"
handler500 = "coopcouncil.web.help.views.broken"
handler429 = "coopcouncil.web.signing_in.views.too_many"  # allauth calls it
