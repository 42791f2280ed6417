"""How well offers are read: ``python -m evals.offers`` prints what went wrong and the share right."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tutor.domain.negotiation import Issue, Negotiation, NegotiationLines, Side
from tutor.domain.session import Offer, Party
from tutor.roleplay.offers.parsing import ParsedOffer, parse_offer

HERE = Path(__file__).parent
BAR = 0.97


@dataclass(frozen=True, slots=True)
class Case:
    """One phrasing, the table it is read against, and what should be read."""

    id: str
    text: str
    table: str
    terms: dict[str, float]
    ledger: bool = False
    conditional: bool = False
    unclear: bool = False

    @property
    def kind(self) -> str:
        return "offer" if self.terms else "unclear" if self.unclear else "no offer"


@dataclass(frozen=True, slots=True)
class Table:
    """A negotiation in one language and the offers made so far."""

    negotiation: Negotiation
    offers: tuple[Offer, ...]


def tables(language: str) -> dict[str, Table]:
    """The invented negotiations, worded in a language."""
    raw = yaml.safe_load((HERE / "tables.yaml").read_text(encoding="utf-8"))
    return {name: _table(parts, language) for name, parts in raw.items()}


def _table(parts: dict[str, Any], language: str) -> Table:
    issues = tuple(Issue(**issue, **parts[language][issue["id"]]) for issue in parts["issues"])
    side = Side(target=0.9, reservation=0.4, batna="-")
    line = ("{offer}",)
    lines = NegotiationLines(offer=line, hold=line, accept=line, reject=line, unclear=line, bluff=line)
    offers = tuple(
        Offer(Party(offer["party"]), offer["turn"], {k: float(v) for k, v in offer["terms"].items()})
        for offer in parts["offers"]
    )
    return Table(Negotiation(deadline=16, issues=issues, counterpart=side, learner=side, lines=lines), offers)


def cases(language: str) -> Iterator[Case]:
    """The phrasings of a language."""
    for line in (HERE / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        yield Case(**json.loads(line))


def read(case: Case, table: Table, language: str) -> ParsedOffer:
    """What is read in a phrasing."""
    return parse_offer(case.text, table.negotiation, table.offers if case.ledger else (), language)


def right(case: Case, parsed: ParsedOffer) -> bool:
    """Whether the terms, the condition and the question back are as they should be."""
    if case.unclear:
        return bool(parsed.unclear)
    same = set(parsed.terms) == set(case.terms) and all(
        abs(parsed.terms[issue] - value) < 0.01 for issue, value in case.terms.items()
    )
    return same and not parsed.unclear and parsed.conditional == case.conditional


def report(language: str) -> tuple[int, int]:
    """Prints what went wrong and the shares; returns how many were right, and of how many."""
    known, shares = tables(language), dict[str, list[bool]]()
    for case in cases(language):
        parsed = read(case, known[case.table], language)
        shares.setdefault(case.kind, []).append(good := right(case, parsed))
        if not good:
            print(f"  {case.id} {case.text!r}: {dict(parsed.terms)}, unclear {list(parsed.unclear)}, wanted")
            print(
                f"      {case.terms}{' if' if case.conditional else ''}{' unclear' if case.unclear else ''}"
            )
    for kind, found in shares.items():
        print(f"{language} {kind:9} {sum(found):3} of {len(found)}")
    every = [good for found in shares.values() for good in found]
    print(f"{language} all       {sum(every):3} of {len(every)} = {sum(every) / len(every):.1%}")
    return sum(every), len(every)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.offers", description=__doc__)
    parser.add_argument("--language", choices=["en", "nl"], action="append")
    chosen = parser.parse_args().language or ["en", "nl"]
    shares = [good / count for good, count in map(report, chosen)]
    return 0 if min(shares) >= BAR else 1


if __name__ == "__main__":
    raise SystemExit(main())
