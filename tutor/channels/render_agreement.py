"""How well such scores agree with people's, as Markdown: a sentence in small print, and the whole card."""

from babel.numbers import format_decimal, format_percent

from tutor.channels.safe import escape
from tutor.domain.calibration import ENOUGH, Agreement, Card
from tutor.domain.rubric import Rubric
from tutor.language import Texts


def render_card(card: Card | None, texts: Texts) -> str:
    """How well such scores agree with people's, or that nobody knows yet."""
    if card is None:
        return texts("card.none", enough=ENOUGH)
    if not card.validated:
        key = "card.check.one" if card.raters == 1 else "card.check.many"
        return texts(key, raters=card.raters, done=card.transcripts, enough=ENOUGH)
    kappas = [it.kappa for it in card.criteria.values() if it.kappa is not None]
    low, high = (f"{it:.2f}" for it in (min(kappas, default=0), max(kappas, default=0)))
    return texts("card.known", done=card.transcripts, raters=card.raters, low=low, high=high)


def render_agreement(card: Card, rubric: Rubric, texts: Texts) -> str:
    """A calibration card: for each criterion how often the judge and people give the same level."""
    heads = [texts(f"card.{name}") for name in ("criterion", "n", "same", "near", "apart")]
    rows = [heads, ["---"] * len(heads)]
    for criterion in rubric.criteria:
        if found := card.criteria.get(criterion.id):
            rows.append([escape(criterion.title), *_figures(found, texts)])
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    made = texts(
        "card.made", version=card.version, date=f"{card.made:%d-%m-%Y}", program=escape(card.program)
    )
    return (
        f"#### {texts('card.title')}\n\n{render_card(card, texts)} {made}\n\n{table}\n\n{texts('card.how')}"
    )


def _figures(found: Agreement, texts: Texts) -> list[str]:
    shares = [format_percent(it, locale=texts.language) for it in (found.exact, found.near)]
    return [str(found.n), *shares, format_decimal(found.bias, format="+0.0;-0.0", locale=texts.language)]
