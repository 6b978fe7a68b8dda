"""A withheld name is told from a name, in the wordings councils use."""

import pytest

from coopcouncil.vocabulary.redactions import is_redacted

WITHHELD = [
    "Redacted",
    "REDACTED",
    "redacted ",
    "Redacted Personal Data",
    "REDACTED PERSONAL DATA",
    "Redacted, personal data",
    "Redacted - Personal Information",
    "Redacted personal details",
    "[REDACTED]",
    "REDACTED COMMERCIAL CONFIDENTIALITY",
    "REDACTED UNDER DP ACT",
    "DETAILS REDACTED",
    "Name Redacted",
    "Name redacted under GDPR",
    "Supplier name redacted",
    "Redaction applied",
    "Name withheld",
    "NAME WITHHELD",
    "Withheld",
    "Details withheld under Data Protection Act",
    "Information withheld",
    "Personal Information",
    "Personal data",
    "Personal Data Protected",
    "Private Individual",
    "Individual",
    "Named individual",
    "Confidential",
    "Commercial in Confidence",
    "Commercially Confidential",
    "Data Protection",
    "Data protected",
    "Exempt",
    "Exempt information",
    "Exempt from publication",
    "Not disclosed",
    "Undisclosed",
    "Not for publication",
    "Name removed",
    "Names removed for data protection reasons",
    "Removed under GDPR",
    "Anonymised",
    "Suppressed",
    "Sensitive",
    "S40 FOI exemption",
    "Section 40(2) FOIA",
    "FOI exempt",
    "GDPR",
    "*****",
    "*** ***",
    "XXXXXX",
    "█████",
    "Foster carer - redacted",
    "Not to be disclosed",
]
NAMES = [
    "",
    "   ",
    "Redactive Publishing Ltd",
    "REDACTIVE MEDIA SALES LIMITED",
    "Confidential Shredding Ltd",
    "Clockwork Removals Limited",
    "Pee Wees Personal Homecare Ltd",
    "The Private Clinic",
    "YOUNG DEVON (IVYBRIDGE)****5215",
    "Various",
    "Personal Budgets",
    "Foster Care Associates Ltd",
    "Stan Removals",
    "Exempt Properties Ltd",
    "Data Protection Services LLP",
    "Individual Solutions",
    "Hidden Hearing",
    "Restricted Access Hire",
    "Anonymous Theatre Company",
    "XXL Fitness",
    "Protected Trees Consultancy",
    "Sensitive Skin Clinic",
    "1234",
    "-",
]


@pytest.mark.parametrize("name", WITHHELD)
def test_redaction_is_seen_in_each_wording(name: str) -> None:
    assert is_redacted(name)


@pytest.mark.parametrize("name", NAMES)
def test_name_that_only_sounds_withheld_is_kept(name: str) -> None:
    assert not is_redacted(name)
