"""Every layout that is known here, in no order: a table is recognised by its headings alone."""

from coopcouncil.data.registers import (
    charities,
    companies,
    cooperatives_uk,
    local_authorities,
    mutuals,
    other_lists,
    society_numbers,
)
from coopcouncil.data.registers.layouts import Layout

LAYOUTS: tuple[Layout, ...] = (
    mutuals.LAYOUT,
    companies.LAYOUT,
    charities.ENGLAND_AND_WALES,
    charities.OTHER_NAMES,
    charities.SCOTLAND,
    charities.NORTHERN_IRELAND,
    cooperatives_uk.ORGANISATIONS,
    cooperatives_uk.DIRECTORY,
    cooperatives_uk.WORKERS,
    local_authorities.LAYOUT,
    other_lists.SOCIAL_HOUSING,
    other_lists.SCHOOLS,
    other_lists.SCHOOL_GROUPS,
    other_lists.SPORTS_CLUBS,
    other_lists.LINKS,
    other_lists.GATHERED,
    other_lists.ALTERNATIVE_NAMES,
    *other_lists.NOT_LOADED,
    society_numbers.LAYOUT,
)
