"""What signing in says: errors beside a field, one sentence after something was done, and e-mails.

allauth has a template for each; here each is a line in a table, and a test looks through allauth's own list.
"""

from dataclasses import dataclass

WAIT = "That was wrong too often. Wait 5 minutes, then try again."

ACCOUNT_ERRORS = {
    "account_inactive": "Your access has ended. Ask an administrator of these pages if it should not have.",
    "email_password_mismatch": "The e-mail address or the password is wrong",
    "enter_current_password": "That is not your password now",
    "incorrect_code": "The code is wrong, or was used already",
    "incorrect_password": "The password is wrong",
    "too_many_login_attempts": WAIT,
    "rate_limited": WAIT,
}
FACTOR_ERRORS = {
    "cannot_generate_recovery_codes": "Recovery codes stand in for a second factor. Set one up first.",
    "incorrect_code": "The code or passkey was not accepted. A code counts once: wait for the next one.",
}

# allauth's message -> the sentence shown on the next page; a message that is not named here is not shown
MESSAGES = {
    "account/messages/logged_out.txt": "You are signed out.",
    "account/messages/password_changed.txt": "Your password is changed.",
    "account/messages/password_set.txt": "Your password is set.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is added.",
    "mfa/messages/webauthn_removed.txt": "Your passkey is removed.",
    "socialaccount/messages/account_disconnected.txt": "Single sign-on no longer leads to this account.",
    "usersessions/messages/sessions_logged_out.txt": "Every other browser is signed out.",
}

WAYS_TO_CONFIRM = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


@dataclass(frozen=True)
class Mail:
    """One e-mail: its subject and what it says first. `is_notice` adds what to do if it was somebody else."""

    subject: str
    said: str
    is_notice: bool = True


MAILS = {
    "account/email/password_reset_key": Mail(
        "Set a new password", "Somebody, probably you, asked to set a new password for your account.", is_notice=False
    ),
    "account/email/unknown_account": Mail(
        "No account with this e-mail address",
        "Somebody, probably you, asked to set a new password, but no account has this e-mail address. If you have an "
        "account, it has another address. If you need one, ask whoever in the council invites people.",
        is_notice=False,
    ),
    "account/email/password_changed": Mail("Your password was changed", "The password of your account was changed."),
    "account/email/password_reset": Mail("A new password was set", "A new password was set for your account."),
    "account/email/password_set": Mail("A password was set", "A password was set for your account."),
    "mfa/email/totp_activated": Mail("Authenticator app set up", "An authenticator app was set up for your account."),
    "mfa/email/totp_deactivated": Mail(
        "Authenticator app removed", "The authenticator app of your account was removed."
    ),
    "mfa/email/webauthn_added": Mail("Passkey added", "A passkey was added to your account."),
    "mfa/email/webauthn_removed": Mail("Passkey removed", "A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": Mail(
        "New recovery codes", "New recovery codes were made for your account. The old ones no longer work."
    ),
    "socialaccount/email/account_connected": Mail(
        "Single sign-on connected", "Single sign-on now leads to your account."
    ),
    "socialaccount/email/account_disconnected": Mail(
        "Single sign-on disconnected", "Single sign-on no longer leads to your account."
    ),
}
