"""The environment of the templates: where they are, and the words and addresses they may use."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader

from coopcouncil.web import forms_adapter, words


def environment(**options: Any) -> Environment:
    """Jinja over the site's templates and those of GOV.UK Frontend."""
    loader = ChoiceLoader([options.pop("loader"), _GovukTemplates()])
    made = Environment(  # noqa: S701 - Django hands autoescape=True in `options`
        **options,
        extensions=["jinja2.ext.do"],
        loader=loader,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        url=url,
        asset=asset,
        theme_colour=theme_colour,
        has_asset=has_asset,
        get_messages=get_messages,
        settings=settings,
    )
    made.globals.update(field=forms_adapter.field, summary_of=forms_adapter.error_summary)
    made.filters.update(words.FILTERS)
    return made


class _GovukTemplates(PackageLoader):
    """The macros under the name by which they import one another: govuk_frontend_jinja/..."""

    def __init__(self) -> None:
        super().__init__("govuk_frontend_jinja")

    def get_source(self, environment: Environment, template: str) -> Any:
        return super().get_source(environment, template.removeprefix("govuk_frontend_jinja/"))


def url(name: str, *parts: object) -> str:
    """The address of a page by its name in the site's table of addresses."""
    return reverse(name, args=parts)


def asset(name: str) -> str:
    """The address of a built file, with the build's stamp so that a browser fetches it anew after a change."""
    return f"{settings.STATIC_URL}{name}?v={_stamp('digest')}"


def theme_colour() -> str:
    """The colour of the theme that was built, for the browser's own frame."""
    return _stamp("brand_colour")


def theme_council() -> str:
    """The council's name as the theme that was built gives it, or nothing."""
    return _stamp("council_name")


def has_asset(name: str) -> bool:
    """Whether the build made this file: a theme may have no logo."""
    return bool((settings.STATIC_ROOT / name).is_file())


@cache
def _stamp(part: str) -> str:
    path = settings.STATIC_ROOT / "stamp.json"
    return str(json.loads(path.read_text(encoding="utf-8")).get(part, "")) if path.is_file() else ""
