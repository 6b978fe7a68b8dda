"""A whole invented council, written as the files that a real one and the public registers would publish."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from coopcouncil.data.fictional.charity_files import (
    write_accreditations,
    write_english,
    write_northern_irish,
    write_scottish,
)
from coopcouncil.data.fictional.geography import COUNCIL
from coopcouncil.data.fictional.ledgers import Ledger
from coopcouncil.data.fictional.organisations import Organisation, make_organisations
from coopcouncil.data.fictional.payment_files import PaymentFile, write_payment_files
from coopcouncil.data.fictional.payments import GROWING, Payment, make_card_payments, make_payments
from coopcouncil.data.fictional.place_files import write_authorities, write_borders, write_postcodes, write_rows
from coopcouncil.data.fictional.public_files import write_councils, write_school_groups, write_schools
from coopcouncil.data.fictional.register_files import (
    write_companies,
    write_cooperatives,
    write_landlords,
    write_links,
    write_societies,
)
from coopcouncil.data.fictional.words import NameBook

SURVEYED_FROM = date(2025, 4, 1)
ANSWERS = 60

ABOUT = f"""Everything in this folder is invented: {COUNCIL}, its suppliers, their numbers, the places and the
postcodes. It was made by a program, so that the whole of coopcouncil can be tried without anybody's data.

payments/   what the council published, in the layouts it has used
registers/  the public registers as they would look if these organisations existed
places/     postcodes, authorities and borders
survey/     what suppliers say they spend again nearby
truth.csv   each payee as printed, and who it really is: to score a matcher, never to be loaded
expected.csv  each payments file with the payments and the total that a faithful reader finds
"""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file written: `kind` is payments, register, places, survey or truth; `rows` counts its records."""

    path: Path
    kind: str
    rows: int


def make_council(folder: Path, *, seed: int = 2026) -> tuple[MadeFile, ...]:
    """Write the invented council's files into `folder`, made if need be; the same seed gives the same bytes.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    organisations = make_organisations(_stream(seed, "organisations"), NameBook(_stream(seed, "names")))
    ledger = Ledger(_stream(seed, "ledger"))
    payments = make_payments(_stream(seed, "payments"), ledger, organisations)
    cards = make_card_payments(_stream(seed, "cards"), ledger, organisations)
    told = write_payment_files(folder / "payments", payments, cards)
    (folder / "about.txt").write_text(ABOUT, encoding="utf-8")
    return (
        *(MadeFile(folder / "payments" / each.name, "payments", each.payments) for each in told),
        *_write_registers(folder / "registers", organisations),
        *_write_places(folder / "places"),
        _write_survey(folder / "survey" / "lm3-survey.csv", _stream(seed, "survey"), payments),
        _write_truth(folder / "truth.csv", ledger),
        _write_expected(folder / "expected.csv", told),
    )


def _stream(seed: int, name: str) -> Random:
    """Chance for one part of the making, so that a change in one leaves the others as they were."""
    return Random(f"{seed}-{name}")  # noqa: S311 - nothing here is secret


def _write_registers(folder: Path, organisations: list[Organisation]) -> list[MadeFile]:
    everyone = sorted(organisations, key=lambda each: each.name)  # registers do not show who is paid
    counts = {
        "SocietyList.csv": write_societies(folder / "SocietyList.csv", everyone),
        "cooperatives-uk-organisations.csv": write_cooperatives(folder / "cooperatives-uk-organisations.csv", everyone),
        "BasicCompanyData.csv": write_companies(folder / "BasicCompanyData.csv", everyone),
        "publicextract.charity.json": write_english(folder / "publicextract.charity.json", everyone),
        "CharityExport-Scotland.csv": write_scottish(folder / "CharityExport-Scotland.csv", everyone),
        "CharityExport-Northern-Ireland.csv": write_northern_irish(
            folder / "CharityExport-Northern-Ireland.csv", everyone
        ),
        "social-housing-providers.csv": write_landlords(folder / "social-housing-providers.csv", everyone),
        "society-company-links.csv": write_links(folder / "society-company-links.csv", everyone),
        "edubasealldata.csv": write_schools(folder / "edubasealldata.csv", everyone),
        "allgroupsdata.csv": write_school_groups(folder / "allgroupsdata.csv", everyone),
        "local-authorities.csv": write_councils(folder / "local-authorities.csv", everyone),
        "living-wage.csv": write_accreditations(folder / "living-wage.csv", everyone, every=23),
        "fair-tax-mark.csv": write_accreditations(folder / "fair-tax-mark.csv", everyone, every=71),
    }
    return [MadeFile(folder / name, "register", rows) for name, rows in counts.items()]


def _write_places(folder: Path) -> list[MadeFile]:
    return [
        MadeFile(folder / "local_authorities.csv", "places", write_authorities(folder / "local_authorities.csv")),
        MadeFile(folder / "borders.csv", "places", write_borders(folder / "borders.csv")),
        MadeFile(folder / "postcodes.csv", "places", write_postcodes(folder / "postcodes.csv")),
    ]


def _write_survey(path: Path, random: Random, payments: Iterable[Payment]) -> MadeFile:
    """Write what some local suppliers say they had from the council in the last year and spent again nearby."""
    paid: dict[int, list[Payment]] = {}
    for payment in payments:
        payee = payment.organisation
        if payment.paid_on >= SURVEYED_FROM and payee.address.area.nearness == "inside" and payee.org_id:
            paid.setdefault(payee.number, []).append(payment)
    answering = random.sample(sorted(paid), min(ANSWERS, len(paid)))
    rows = [_answer(random, paid[number]) for number in answering]
    headings = ["supplier", "income_from_council_gbp", "spent_locally_gbp"]
    return MadeFile(path, "survey", write_rows(path, headings, rows))


def _answer(random: Random, payments: list[Payment]) -> dict[str, str]:
    """One answer, under the name that the ledger prints most; those whose trade grows spend more of it nearby."""
    printed = Counter(payment.supplier for payment in payments).most_common(1)[0][0]
    income = max(sum(payment.pence for payment in payments), 0)
    share = random.uniform(0.25, 0.7) + (0.15 if payments[0].organisation.kind.growth > GROWING else 0)
    return {
        "supplier": printed,
        "income_from_council_gbp": f"{Decimal(income) / 100:.2f}",
        "spent_locally_gbp": f"{Decimal(int(income * share)) / 100:.2f}",
    }


def _write_truth(path: Path, ledger: Ledger) -> MadeFile:
    rows = []
    for name, payee in sorted(ledger.meant.items()):
        row = {"name": name, "ownership_model": "unknown", "legal_form": "unknown"}
        if payee is not None:
            row |= {
                "org_id": payee.org_id,
                "ownership_model": payee.kind.ownership_model.value,
                "legal_form": payee.kind.legal_form.value,
                "district": payee.address.area.name,
                "place": payee.address.area.nearness,
                "registered_name": payee.name,
            }
        rows.append(row)
    headings = ["name", "org_id", "ownership_model", "legal_form", "district", "place", "registered_name"]
    return MadeFile(path, "truth", write_rows(path, headings, rows))


def _write_expected(path: Path, told: Iterable[PaymentFile]) -> MadeFile:
    rows = [{"file": each.name, "payments": str(each.payments), "total_gbp": f"{each.total_gbp:.2f}"} for each in told]
    return MadeFile(path, "truth", write_rows(path, ["file", "payments", "total_gbp"], rows))
