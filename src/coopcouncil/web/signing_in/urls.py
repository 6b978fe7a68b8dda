"""Addresses of signing in: ours first, then allauth's. The gate knows them by the start of their names."""

from django.urls import include, path

from coopcouncil.web.signing_in import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    # shut: an administrator changes an address, and there is nothing to confirm
    path("email/", views.address_stays, name="account_email"),
    path("confirm-email/", views.address_stays, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", views.address_stays, name="account_confirm_email"),
    path("oidc/<str:provider_id>/login/", views.to_server, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", views.from_server, name="openid_connect_callback"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
