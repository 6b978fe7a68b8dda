"""The site's addresses: one app a subject."""

from django.urls import include, path

urlpatterns = [
    path("", include("coopcouncil.web.desk.urls")),
    path("", include("coopcouncil.web.spending.urls")),
    path("", include("coopcouncil.web.suppliers.urls")),
    path("how-we-know/", include("coopcouncil.web.knowing.urls")),
    path("upload/", include("coopcouncil.web.uploads.urls")),
    path("", include("coopcouncil.web.notices.urls")),
    path("", include("coopcouncil.web.people.urls")),
    path("", include("coopcouncil.web.record.urls")),
    path("account/", include("allauth.urls")),
    path("help/", include("coopcouncil.web.help.urls")),
]

handler400 = "coopcouncil.web.help.views.bad_request"
handler403 = "coopcouncil.web.help.views.forbidden"
handler404 = "coopcouncil.web.help.views.not_found"
handler500 = "coopcouncil.web.help.views.broken"
