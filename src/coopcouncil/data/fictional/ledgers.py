"""How the council's ledgers print a payee: two finance systems, thirty clerks, no agreed spelling."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from coopcouncil.data.fictional.organisations import Organisation

NEW_LEDGER_ON = date(2024, 4, 1)
_OLD_WIDTH = 34  # the old system cut names off here and knew capitals only

REDACTIONS = (
    "REDACTED",
    "Redacted - Personal Data",
    "Redacted personal data",
    "PERSONAL INFORMATION REDACTED",
    "Individual - name withheld",
    "Name withheld (GDPR)",
    "Carer (redacted)",
)


@dataclass(slots=True)
class Ledger:
    """Prints payees and remembers which organisation each printing meant: None for a redaction."""

    random: Random
    meant: dict[str, Organisation | None] = field(default_factory=dict)
    _printings: dict[tuple[int, bool, bool], tuple[str, ...]] = field(default_factory=dict)

    def print_payee(self, organisation: Organisation, paid_on: date) -> str:
        """The payee's name as the ledger of that day prints it."""
        if organisation.kind.code == "person" and self.random.random() < 0.8:
            return self._redaction(paid_on)
        new_ledger = paid_on >= NEW_LEDGER_ON
        renamed = organisation.renamed_on is not None and paid_on < organisation.renamed_on
        key = (organisation.number, new_ledger, renamed)
        if key not in self._printings:
            self._printings[key] = self._vary(organisation, new_ledger=new_ledger, old_name=renamed)
        return self.random.choice(self._printings[key])

    def print_merchant(self, organisation: Organisation) -> str:
        """The payee's name as a purchase card's statement prints it."""
        stem = (
            re.sub(r" (Limited|CIC|C\.I\.C\.)$", "", organisation.trading_name or organisation.name)
            .upper()[:22]
            .rstrip()
        )
        return self._own(f"{stem} {1000 + organisation.number}", organisation)

    def _redaction(self, paid_on: date) -> str:
        # One wording at a time, as one officer redacts one file, with a slip now and then.
        wording = REDACTIONS[(paid_on.year * 4 + paid_on.month // 3) % len(REDACTIONS)]
        printed = self.random.choice(REDACTIONS) if self.random.random() < 0.1 else wording
        self.meant[printed] = None
        return printed

    def _vary(self, organisation: Organisation, *, new_ledger: bool, old_name: bool) -> tuple[str, ...]:
        """One to three printings of one payee in one ledger; the commonest is drawn more often."""
        name = organisation.previous_name if old_name else organisation.name
        count = self.random.choices((1, 2, 3), (76, 18, 6))[0]
        printings = [self._own(self._misprint(name, organisation, new_ledger), organisation) for _ in range(count)]
        return (printings[0], *printings)

    def _misprint(self, name: str, organisation: Organisation, new_ledger: bool) -> str:
        changes = self.random.choices(_CHANGES, _WEIGHTS, k=self.random.choice((1, 1, 2)))
        for change in changes:
            name = change(self.random, name, organisation)
        return name if new_ledger else name.upper()[:_OLD_WIDTH].rstrip()

    def _own(self, printed: str, organisation: Organisation) -> str:
        """`printed`, unless it already means another organisation: then the full name, which is unlike any other."""
        holder = self.meant.setdefault(printed, organisation)
        if holder is organisation:
            return printed
        self.meant[organisation.name] = organisation
        return organisation.name


Change = Callable[[Random, str, Organisation], str]


def _as_is(_random: Random, name: str, _organisation: Organisation) -> str:
    return name


def _short_ending(random: Random, name: str, _organisation: Organisation) -> str:
    return re.sub(r"\bLimited$", random.choice(("Ltd", "Ltd", "Ltd.", "LTD")), name)


def _no_ending(_random: Random, name: str, _organisation: Organisation) -> str:
    return re.sub(r" (Limited|CIC|C\.I\.C\.|PLC|LLP)$", "", name)


def _capitals(_random: Random, name: str, _organisation: Organisation) -> str:
    return name.upper()


def _other_and(_random: Random, name: str, _organisation: Organisation) -> str:
    return name.replace(" & ", " and ") if " & " in name else name.replace(" and ", " & ")


def _short_cooperative(random: Random, name: str, _organisation: Organisation) -> str:
    return re.sub(r"Co-op(erative)?\b", random.choice(("Co-op", "Coop", "Cooperative", "Co operative")), name)


def _trading_as(random: Random, name: str, organisation: Organisation) -> str:
    if not organisation.trading_name or name == organisation.previous_name:
        return name
    both = f"{name} {random.choice(('T/A', 't/a', 'trading as'))} {organisation.trading_name}"
    return random.choice((both, organisation.trading_name))


def _branch(random: Random, name: str, organisation: Organisation) -> str:
    town = organisation.address.town
    return name + random.choice((f" ({town})", f" - {town}", f" {town} Branch", " - BACS", " No 2 A/C"))


def _slip(random: Random, name: str, _organisation: Organisation) -> str:
    place = random.randrange(1, max(2, len(name) - 4))
    one, other = name[place], name[place + 1 : place + 2]
    return name[:place] + random.choice((one + one + other, other + one, other)) + name[place + 2 :]


def _no_article(_random: Random, name: str, _organisation: Organisation) -> str:
    return name.removeprefix("The ")


_CHANGES: tuple[Change, ...] = (
    _as_is,
    _short_ending,
    _no_ending,
    _capitals,
    _other_and,
    _short_cooperative,
    _trading_as,
    _branch,
    _slip,
    _no_article,
)
_WEIGHTS = (34, 26, 8, 10, 6, 8, 6, 4, 4, 4)
