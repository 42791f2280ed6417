"""Cut a sentence where it turns: run-ons, a point granted and its "but", a question hung on."""

import re

LONGEST_CLAUSE = 90
"""Characters above which a sentence without punctuation is cut at every clause border."""

_SHORTEST_BEFORE, _SHORTEST_AFTER = 3, 4
_BORDERLINE = r"(?:,\s*|\s+[-–—]\s+|\s+)"
_QUESTION = (
    r"(?:and |en |so |dus )?"
    r"(?:(?:what|how|why) (?:do|did|are|would|could|can|should|shall|is|was|happened|makes|made)"
    r"|(?:could|can|would|do|did|will|are) you|shall we|can we"
    r"|(?:wat|hoe|waarom) (?:kijk|zie|vind|denk|ervaar|zou|zouden|kun|kunnen|is|was|ging|heb|hebt|maakt"
    r"|speelt|gaat|komt)"
    r"|(?:kun|kan|wil|heb|ben|zou|vind|denk|weet) (?:je|jij|u)|zullen we|kunnen we)\b"
)
_CONTRAST = re.compile(
    rf"{_BORDERLINE}(?=(?:but|however|maar|echter)\b(?!\s+(?:then|dan)\b))"
    r"|(?:\s+[-–—])?\s+(?=(?:and still|en toch)\b)",
    re.IGNORECASE,
)
_ACKNOWLEDGED = re.compile(
    r"^\W*(?:(?:and|well|yes|yeah|look|of course|oh|en|nou|ja|kijk|natuurlijk|tuurlijk|ach|heel|erg)\W+)*"
    r"(?:(?:i|we)(?:['’]m| am| really| do| can| fully)* (?:know|get|see|understand|hear|appreciate|realise"
    r"|realize|feel|respect|imagine|sorry|admit|should)\b"
    r"|sorry|thanks|thank you|you(?:['’]re| are| did| do| have|['’]ve| work| were)\b"
    r"|(?:that|it)(?:['’]s| is| was| sounds| must)\b"
    r"|(?:ik|we|wij) (?:heb )?(?:snap|begrijp|weet|hoor|zie|voel|waardeer|respecteer|had|geef toe"
    r"|kan me voorstellen)\b"
    r"|bedankt|dank|fijn|vervelend|jammer|begrijpelijk|logisch|goed|knap"
    r"|(?:dat|het) (?:is|was|klinkt|lijkt|moet|zal)\b"
    r"|(?:je|jij|u) (?:bent|doet|hebt|heeft|werkt|deed|had|was)\b|\w+ (?:\w+ )?(?:snap|begrijp) (?:ik|we)\b)",
    re.IGNORECASE,
)
"""How a sentence begins whose "but" often takes back what it grants: two moves, not one."""
_HUNG_ON = re.compile(rf",\s*(?={_QUESTION})", re.IGNORECASE)
_OPENING = re.compile(
    r"^\W*(?:hi|hiya|hello|hey|good \w+|thanks|thank you|hoi|hallo|dag|goe\w+|bedankt|dank|fijn dat)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"^(?:and |en )?(?:what do you (?:say|think)|can you|could you|would you"
    r"|do you (?:see|agree|mind|have)\b.*"
    r"|(?:wat|hoe) (?:vind|denk|zeg|klinkt|lijkt) (?:je|jij|u|dat)(?: (?:ervan|daarvan|daarover|wat))?"
    r"|(?:kun|kan|heb|vind|wil|zou) (?:je|jij|u)(?: \w+)?)\W*$",
    re.IGNORECASE,
)
"""Questions that only ask for a yes to what stands before them."""
_ASIDE = re.compile(
    r"(?:\bnot|n['’]?t|\bniet|\bgeen)\b.*\W(?:but|maar)\s+(?:just|only|about|that|because|to|of|in|on|with|for|the|an?"
    r"|om|dat|omdat|het|de|een|op|in|naar|met|voor|van|wel|gewoon|alleen)$",
    re.IGNORECASE | re.DOTALL,
)
"""One thing put right by another ("not the price but the date") is a single statement."""
_CLAUSE = re.compile(
    rf"{_BORDERLINE}"
    r"(?=(?:but|however|because|and then|anyway"
    r"|(?:so|and) i (?:would|want|need|think|feel|felt|had|have)"
    r"|so (?:what|how|why|can|could|shall|do|would)"
    r"|(?:and )?(?:what|how|why|could you|can you|would you|do you|shall we)\b[^,]*\?"
    r"|maar|echter|omdat"
    r"|(?:dus|en) ik (?:wil|zou|heb|had|vind|denk|moet)"
    r"|dus (?:wat|hoe|waarom|kun|kan|zullen)"
    r"|(?:en )?(?:wat|hoe|waarom|zullen we|kun je|wil je)\b[^,]*\?)"
    rf"(?!\S*['’])\b)|,\s*(?={_QUESTION})",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r",\s*(?=(?:you|ya|jij|jullie)\s+(?!(?:nu|now|zin|know|see|too|both|all|guys|are|were|have|had|did|do|can|could"
    r"|will|would|should|must|may|might|need|want|say|said|think|mean|hear|bet|get|got|and|who|weet|ziet|snapt|ook"
    r"|allebei|hebt|heb|had|bent|ben|was|kunt|kan|kon|zult|zou|moet|moest|wilt|wil|wou|zegt|zei|denkt|dacht|hoort"
    r"|mag|doet|deed|gaat|ging|krijgt|en|zelf|hele|die|je)\b)(?:\w+\s+)?\w+\W*$)",
    re.IGNORECASE,
)
"""A name that the other is called at the end ("you lazy idiot"), which says something of its own."""
_YES_BUT = re.compile(
    r"^\W*(?:yes|yeah|ok|okay|sure|right|sorry|no|not \w+|ja|nee|oké|oke|prima|klopt|goed"
    r"|(?:i|we)(?:['’]?d| would) (?:really )?(?:love|like|want|be happy) to"
    r"|(?:ik|we) (?:zou|zouden|wil|willen) (?:dat )?(?:heel |best |wel )?(?:graag|wel|willen)"
    r"(?: willen| doen)?"
    r")\W*$",
    re.IGNORECASE,
)
"""What before a "but" only softens it: the whole is one answer."""


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the clauses of the sentence from start to end, in order."""
    pieces, left = [], start
    for begin, after_begin in _turns(text, start, min(end, start + 2_000), long=end - start > LONGEST_CLAUSE):
        before, after = text[left:begin], text[after_begin:end]
        if _words(before) < _SHORTEST_BEFORE or _words(after) < _SHORTEST_AFTER:
            continue
        if _YES_BUT.match(before) or _ASIDE.search(" ".join([before, *after.split()[:2]])):
            continue
        pieces.append(trim(text, left, begin))
        left = after_begin
    if called := _CALLED.search(text[:end], left):
        pieces.append(trim(text, left, called.start()))
        left = called.end()
    return [*pieces, trim(text, left, end)]


def _turns(text: str, start: int, end: int, *, long: bool) -> list[tuple[int, int]]:
    if long:
        return [found.span() for found in _CLAUSE.finditer(text, start, end)]
    sentence = text[start:end]
    hung = [] if _OPENING.match(sentence) else list(_HUNG_ON.finditer(text, start, end))
    turns = [found.span() for found in hung if not _TAG.match(text[found.end() : end])]
    if _ACKNOWLEDGED.match(sentence):
        turns += [found.span() for found in _CONTRAST.finditer(text, start, end)]
    return sorted(turns)


def _words(text: str) -> int:
    return len(text[:400].split())


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
