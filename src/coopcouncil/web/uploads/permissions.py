"""Who may load or discard an upload: it belongs to whoever sent it."""

from typing import Any

from coopcouncil.web.permissions import Held, NotAllowedError, allows, check_may
from coopcouncil.web.rights import Right
from coopcouncil.web.uploads.models import Upload


def check_can_load(user: Any, upload: Upload) -> Held:
    """Raises NotAllowedError with the reason."""
    held = check_may(user, Right.LOAD_PAYMENTS)
    if upload.sent_by_id != user.pk:
        raise NotAllowedError(
            f"{upload.sent_by} sent these files, and may load or discard them. To load them yourself, add them again."
        )
    return held


def can_load(user: Any, upload: Upload) -> bool:
    """Whether this user may load or discard the upload."""
    return allows(check_can_load, user, upload)
