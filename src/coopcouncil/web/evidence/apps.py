"""The app of evidence."""

from django.apps import AppConfig


class Evidence(AppConfig):
    """Figures, records, files, links and minutes that support something, each with a way to check it again."""

    name = "coopcouncil.web.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the kinds of evidence known, and evidence itself to search, the record and the home page.

        Raises ImproperlyConfigured for a scanner's address that is none, before anybody adds a file.
        """
        from coopcouncil.web.evidence import subjects  # noqa: PLC0415
        from coopcouncil.web.evidence.files import check_scanner  # noqa: PLC0415 - what is read here needs the apps
        from coopcouncil.web.evidence.kinds import figure, file, link, minute, record  # noqa: PLC0415
        from coopcouncil.web.evidence.kinds.registry import register_kind  # noqa: PLC0415
        from coopcouncil.web.subjects import DUTIES, register  # noqa: PLC0415

        check_scanner()
        for module in (figure, record, file, link, minute):
            register_kind(module.KIND)
        register(subjects.EVIDENCE)
        if subjects.duties not in DUTIES:
            DUTIES.append(subjects.duties)
