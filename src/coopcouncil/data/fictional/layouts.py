"""The layouts the invented council has published in, each as changes of staff and system left it."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coopcouncil.data.fictional.geography import COUNCIL
from coopcouncil.data.fictional.payments import Payment
from coopcouncil.data.fictional.workbooks import Cell

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Layout:
    """Headings, how a payment becomes a row beneath them, and what stands above."""

    headings: tuple[str, ...]
    row: Callable[[Payment], Row]
    preamble: tuple[Row, ...] = ()
    encoding: str = "utf-8"


def pounds(amount: Decimal, *, brackets: bool = False) -> str:
    """'£5,414.40', '-£1.00' or, with `brackets`, '5,414.40' and '(1.00)'."""
    if brackets:
        return f"({-amount:,.2f})" if amount < 0 else f"{amount:,.2f}"
    return f"-£{-amount:,.2f}" if amount < 0 else f"£{amount:,.2f}"


def _vat_of(payment: Payment) -> Decimal:
    """The VAT shown beside a net amount: a fifth for trades that charge it, to the penny."""
    exempt = payment.organisation.kind.charity or payment.trade.directorate in {
        "Adult Social Care",
        "Children and Families",
    }
    return Decimal("0.00") if exempt else (payment.amount_gbp / 5).quantize(Decimal("0.01"))


def _supplier_type(payment: Payment) -> str:
    kind = payment.organisation.kind
    return "INDIVIDUAL" if kind.code == "person" else "COMPANY" if kind.company_category else "OTHER"


def _old_row(payment: Payment) -> Row:
    return (
        COUNCIL,
        f"{payment.paid_on:%d-%b-%y}",
        str(payment.reference),
        pounds(payment.amount_gbp),
        payment.supplier,
        _supplier_type(payment),
        payment.trade.service,
        payment.trade.directorate,
        payment.purpose,
    )


def _workbook_row(payment: Payment) -> Row:
    return (
        payment.trade.directorate,
        payment.trade.service,
        payment.purpose,
        payment.supplier,
        payment.paid_on,
        str(payment.reference),
        payment.amount_gbp,
    )


def _three_amounts_row(payment: Payment) -> Row:
    net, vat = payment.amount_gbp, _vat_of(payment)
    postcode = "" if payment.organisation.kind.code == "person" else payment.organisation.address.postcode
    amounts = (pounds(each, brackets=True) for each in (net, vat, net + vat))
    return (
        payment.trade.directorate,
        payment.trade.service,
        payment.supplier,
        postcode,
        f"{payment.paid_on:%d/%m/%Y}",
        str(payment.reference),
        *amounts,
        payment.purpose,
    )


def _label_row(payment: Payment) -> Row:
    return (
        COUNCIL,
        "http://example.org/id/fenmarsh-county-council",
        payment.paid_on.replace(day=28).isoformat(),
        payment.trade.service,
        payment.supplier,
        payment.paid_on.isoformat(),
        str(payment.reference),
        f"{payment.amount_gbp:.2f}",
        "0.00",
        payment.purpose,
    )


def _card_row(payment: Payment) -> Row:
    return (
        COUNCIL,
        payment.trade.service,
        payment.supplier,
        f"{payment.paid_on:%d/%m/%Y}",
        f"{payment.amount_gbp:.2f}",
        payment.purpose,
        payment.trade.sic_text,
        str(payment.reference),
    )


OLD_SYSTEM = Layout(
    (
        "Body Name",
        "Date Paid",
        "Transaction Number",
        "Amount",
        "Supplier Name",
        "Supplier Type",
        "Expense Area",
        "Cost Centre Description",
        "Expense Type",
    ),
    _old_row,
    encoding="cp1252",
)
WORKBOOK = Layout(
    ("Directorate", "Service Area", "Description", "Name", "Payment Date", "FCC Ref No.", "Amount Paid"),
    _workbook_row,
    preamble=(("Fenmarsh County Council: payments over £500",), ()),
)
THREE_AMOUNTS = Layout(
    (
        "Directorate",
        "Service",
        "Vendor",
        "Vendor Postcode",
        "Payment Date",
        "Doc No",
        "Net (£)",
        "VAT (£)",
        "Gross (£)",
        "Purpose of Spend",
    ),
    _three_amounts_row,
    preamble=(("Fenmarsh County Council",), ("Spend over £500 report AP0413",), ("Run by: FINANCE_BATCH",), ()),
)
LABELLED = Layout(
    (
        "OrganisationLabel",
        "OrganisationURI",
        "EffectiveDate",
        "OrganisationalUnit",
        "BeneficiaryName",
        "PaymentDate",
        "TransactionNumber",
        "Amount",
        "IrrecoverableVATAmount",
        "Purpose",
    ),
    _label_row,
    encoding="utf-8-sig",
)
CARDS = Layout(
    (
        "OrganisationLabel",
        "OrganisationalUnit",
        "BeneficiaryName",
        "PaymentDate",
        "Amount",
        "Purpose",
        "MerchantCategory",
        "CardTransaction",
    ),
    _card_row,
)


def csv_bytes(rows: Iterable[Row], encoding: str) -> bytes:
    """Rows as CSV with CRLF line ends, each cell as text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def table(layout: Layout, payments: Iterable[Payment], *, headed: bool = True) -> list[Row]:
    """What stands above, the headings and a row for each payment."""
    above: list[Row] = [*layout.preamble, layout.headings] if headed else []
    return above + [layout.row(payment) for payment in payments]
