"""Signing in: passwords, second factors, passkeys and the council's own single sign-on, over django-allauth."""
