"""What people write around a number that makes it an offer, a change, a limit, or no offer at all.

Patterns run on one sentence in lower case in which the amount at hand is ``@`` and every other one ``#``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class OfferCues:
    """The patterns of a language.

    elsewhere: the number is a quote, a benchmark, the past or another thing; refused: the speaker says no
    to it; limit: "more than @"; negated: turns a limit into an offer at it; up and down: the number is a
    change; own, theirs and now: what a change starts from; offering: plainly puts terms; conditional,
    not_conditional: "if you …" but not "if possible"; middle and same: whole offers in words; keep and none:
    an issue that stays as it is or is left out; correction: what follows replaces what was said.
    """

    elsewhere: re.Pattern[str]
    refused: re.Pattern[str]
    limit: re.Pattern[str]
    negated: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    to_value: re.Pattern[str]
    own: re.Pattern[str]
    theirs: re.Pattern[str]
    now: re.Pattern[str]
    offering: re.Pattern[str]
    fragment: re.Pattern[str]
    conditional: re.Pattern[str]
    not_conditional: re.Pattern[str]
    middle: re.Pattern[str]
    same: re.Pattern[str]
    keep: re.Pattern[str]
    correction: re.Pattern[str]
    following: frozenset[str]
    mine: re.Pattern[str]
    yours: re.Pattern[str]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# Anything within the clause: no other amount, comma or turn of the argument in between.
_EN = r"(?:(?!\b(?:but|because|so|and|if|then)\b)[^,;:#@])"
_NL = r"(?:(?!\b(?:maar|want|omdat|dus|en|als|dan)\b)[^,;:#@])"


def _english() -> OfferCues:
    near, wide = _EN + "{0,20}", _EN + "{0,45}"
    past_now = (
        r"(?:now|today|currently|at the moment|right now|these days|at present|already|last \w+|before)"
    )
    return OfferCues(
        elsewhere=_any(
            # What the other said or asked.
            r"(?<!if )(?<!do )(?<!would )(?<!if do )\byou(?:'ve|'re| have| are| were)? (?:just |also |only |originally |first |still |really )*"
            rf"(?:said|say|saying|mentioned|mention|asked|ask|asking|offered|offering|proposed|propose|wanted|want|named|started|quoted|wrote|told|suggested|came up|got|made|promised|demanded|demand)\b{wide}@",
            rf"\byour (?:\w+ )?(?:ask|offer|demand|request|proposal|figure|number|price|quote|bid|claim|idea)\b{near}@",
            r"\byour (?:ask |offer |demand )?@",
            r"@ (?:that |which )?you(?:'ve|'re| have| are)? (?:said|asked|mentioned|want|wanted|offered|ask|propose|proposed|quoted|named|demanded)",
            rf"\b(?:why|how come|how did|how do you|where does|where did|what makes|what justifies|explain|on what)\b(?! not\b)(?! don't)(?! can't){wide}@",
            # Comparison, market, alternatives.
            rf"\b(?:market|average|median|benchmark|peers?|colleagues?|others|people|comparable|similar|competitors?|competition|elsewhere|industry|sector|inflation|cpi|survey|salary scale|union|collective|recruiters?|headhunter|rivals?|norm|statistics|glassdoor|vacanc\w+|job ads?|roles? like)\b{wide}@",
            rf"\b(?:another|other|different|second|rival|competing) (?:company|companies|employer|firm|supplier|suppliers|vendor|offer|offers|job|party|department|departments|team|teams|candidate|quote|bid)s?\b{wide}@",
            rf"@{near}\b(?:elsewhere|is the (?:market|average|median|norm|going rate)|at (?:another|a different|the competition|a competitor)|from (?:another|a competitor|a rival)|on average|in the market|for (?:this|that|a) (?:kind|type|sort))",
            # The past, the present, what things cost or bring.
            rf"\b(?:earned|paid|cost|costs|costing|spent|received|used to|last (?:year|month|week|time|quarter)|previously|in the past|so far|currently|at the moment|right now|until now|over the years)\b{wide}@",
            rf"\b(?:was|were)\b(?! (?:thinking|hoping|going|looking|aiming|wondering|considering|expecting)){near}@(?! in mind)",
            rf"\b(?:had|got|took)\b{near}@(?! in mind)",
            rf"\b(?:earn|make|making|earning|get|pay|paying|have|is|are|am|on|at|spend|charge)\b{near}@{near}\b{past_now}\b(?! on)",
            rf"\b(?:now|today|already) (?:earn|make|get|pay|have|at|on|is)\b{near}@",
            rf"@{near}\b(?:ago|of experience|of service|in a row|late|overdue|behind|so far|last (?:year|month|week|time|quarter))\b",
            rf"\b(?:revenue|turnover|profit|margin|saved|saves|saving|generated|generates|brought|brings|sold|delivered|delivers|worth of|loss|lost|rent|mortgage|overtime|overrun|headcount)\b{wide}@",
            rf"\bthat(?:'s| is| would be)? (?:would )?(?:costs?|means|adds up to|comes? to|amounts to|saves)\b{wide}@",
            rf"@{near}\b(?:for|of|across|over|between) (?:the |our |my )?(?:whole|entire|total|all of us|each of (?:us|them))\b",
            rf"\b(?:total|overall|entire|whole|team|department)(?:'s)? (?:team |department )?(?:budget|cost|costs|bill)\b{wide}@",
            r"\b(?:for|over|during|in|within|after|since|past|last|next|first|another|every|took|takes|take|lasted|waited|wait|worked|working|been)\b(?: \w+){0,2} @(?= (?:now|already|straight|here|in this|with (?:the|this)|at this|on this)\b)",
            r"\b(?:over|during|for|in) the (?:past|last|next|first|coming) (?:few )?@",
            r"\bi(?:'ve| have)(?: \w+){0,2} @(?= of\b)",
            r"@ (?:years?|months?)? ?(?:here|old|with (?:the|this) company|in this (?:role|job|team|company))\b",
            r"@ (?:sure|certain|behind|agree|committed|clear|honest|right|sick|certainty|commitment|of (?:the|my|your) (?:time|work|cases|customers|clients|people|team))\b",
            r"\b(?:agree|behind you|sure|certain|with you|committed) @",
            r"\bone of\b",
            r"^one (?:more |last |other )?(?:thing|question|moment)\b"
            if False
            else r"@ (?:more |last |other )?(?:things?|questions?|reasons?|points?|options?|moments?|sec(?:onds?)?|minutes?|mins?|times|ways?|steps?|conditions?|problems?)\b",
        ),
        refused=_any(
            r"(?<!why )\b(?:not|never|forget|instead of|rather than|other than|nothing like|isn't)(?! (?:only|just)\b)(?: (?:for|about|at|the|a|an|your|even|that|going to be|to|exactly|really)){0,3} @",
            rf"\b(?:can't|cannot|can not|couldn't|won't|don't|doesn't|not going to|unable to|refuse to|impossible to|not able to|wouldn't|not willing to|no way|never|not prepared to|not in a position to|hard to|difficult to)\b(?! (?:we|you|mind)\b){_EN}{{0,40}}@",
            rf"@{near}\b(?:won't|doesn't|isn't|wouldn't|can't|cannot|is not|will not|does not|would not|don't|aren't|not)\b(?! (?:a problem|bad|unreasonable|an issue|more|including|counting|just|only))",
            rf"@{near}\b(?:is|are|was|would be|seems|feels|sounds|looks|'s)\b{near}\b(?:too|way|far|insane|ridiculous|impossible|unrealistic|insulting|unacceptable|insult|joke|out of the question|off the table|out of reach|never|hard|difficult|steep|a stretch|a lot|high|low|little|much|excessive|nowhere|beyond|over (?:our|my)|above (?:our|my))\b",
            r"\b@ (?:is )?(?:too|way too|far too)\b|@\W+(?:too (?:much|high|low|little|expensive|many|few)|no way|impossible|never|out of the question|forget it|are you (?:kidding|serious|crazy)|seriously|really\?|that's (?:too|a lot|insane|ridiculous|way|impossible|not|far)|come on)",
            rf"\b(?:reject|decline|turn down|refuse|say no to|too (?:high|low|much) (?:at|with)|disappointed with|insulted by|shocked by|surprised by)\b{wide}@",
            r"\bno (?:to )?@",
        ),
        limit=_any(
            r"\b(?:more|higher|less|lower|better|fewer|further) than (?:about )?@",
            r"\b(?:above|over|below|under|beneath|beyond|past|exceed\w*) (?:about |the )?@",
        ),
        negated=_any(
            r"\b(?:no|not|never|can't|cannot|won't|don't|wouldn't|couldn't|isn't|nothing|without)\b[^#@]{0,40}@",
            rf"@{wide}\b(?:impossible|not|won't|can't|isn't|doesn't|too|out of|no|never|unrealistic|difficult|hard|off the table|unacceptable)\b",
        ),
        up=_any(
            r"^[^#@]*\b(?:raise|rise|increase|bump|uplift|top-?up|pay ?rise|increment|hike)(?:d)? (?:of |by |with |it by |that by |the \w+ by |my \w+ by |your \w+ by )@",
            r"\b(?:raise|increase|bump|lift|up|go up|come up|move up|add|adding|throw in|extra|additional|another|plus|further|more|on top|put in|put on)(?: (?:it|that|this|my|your|the|our|a|an|up|salary|pay|price|budget|offer|by|with|of|only|just|about|around|at least|roughly|some))* @",
            r"@(?: (?:euros?|gross|a month|per month|a year|a week|per week|days?|hours?|percent|points?|per year|from home|at home|working)){0,3} (?:more|extra|on top|additional|higher|increase|raise|rise|bump|up|uplift|pay ?rise|hike|added)\b",
            r"@ (?:\w+ ){0,2}(?:salary |pay |price )?(?:increase|raise|rise|bump|uplift|hike)\b",
        ),
        down=_any(
            r"\b(?:discount|reduction|cut|decrease|rebate|drop|price cut)s? (?:of |by )?@",
            r"\b(?:reduce|lower|cut|drop|decrease|go down|come down|shave|knock|take|bring down|minus|less|trim)(?: (?:it|that|this|my|your|the|our|down|salary|pay|price|budget|offer|by|with|only|just|about|another|off|demand|ask))* @",
            r"@(?: (?:euros?|a month|per month|a year|days?|hours?|percent|points?|per year)){0,2} (?:less|off|lower|fewer|discount|cheaper|down|below (?:that|your|the)|under (?:that|your)|reduction)\b",
        ),
        to_value=re.compile(r"\b(?:to|at|towards)(?: (?:about|around|say|roughly))? @"),
        own=re.compile(
            r"\b(?:another|again|once more|on top of that|on top of (?:my|what i)|(?:than|to|from) (?:my|what i))\b"
        ),
        theirs=re.compile(
            r"\b(?:(?:than|to|of|off|from|on top of|over|below|above|under|with) (?:your|what you|the)"
            r" ?(?:last |current |latest |first )?(?:offer|bid|proposal|ask|number|figure|price|offered|asked?|want|proposed|said|are asking|demand|quote)"
            r"|than you (?:offer|offered|ask|asked|want|propose|said))"
        ),
        now=re.compile(
            r"\b(?:than|over|above|on top of|compared to|from|to|on) (?:it is |what (?:it|you|i|we) \w+ |my |your |the |his |her |their )?"
            r"(?:now|today|current(?:ly)?|present|existing|(?:current )?(?:salary|pay|wage|budget|price)|today's|right now|this year)"
        ),
        offering=re.compile(
            r"\b(?:make it|let's say|how about|what about|what if|can do|could do|offer|offering|propose|proposing|"
            r"settle|agree (?:to|on)|deal|suggest|would you (?:take|accept|consider)|accept|take|go (?:for|to|with|up|down)"
            r"|can you (?:do|go|make)|could you|i'd (?:like|want|say|go|take)|i want|i need|we can|i can|i'll|we'll|give you|get you|meet you at|happy with|fine with|okay with|ok with|live with|work with|then|would \w+ (?:work|be ok))\b"
        ),
        fragment=re.compile(
            r"^\W*(?:(?:ok|okay|fine|well|hm+|so|then|and|maybe|say|just|about|around|yes|no|deal|alright|right|good|sure|or|but|what about|how about|euros?|gross|please|at|for|with|is|it|then)\W*)*@\W*(?:(?:then|please|ok|okay|max|tops|maximum|minimum|min|at most|at least|works?|is fine|and|gross|final|it is|euros?|fine|good|deal|would be)\W*|[#@]\W*)*$"
        ),
        conditional=_any(
            r"\bif\b",
            r"\bprovided\b",
            r"\bproviding\b",
            r"\bin (?:exchange|return) for\b",
            r"\bin return\b",
            r"\bas long as\b",
            r"\bon (?:the )?condition\b",
            r"\bassuming\b",
            r"\bunless\b",
            r"\bin exchange\b",
            r"\bwhen you\b",
            r"\bonce you\b",
            r"\bsubject to\b",
            r"\bdepending on\b",
            r"\bonly (?:when|with)\b",
        ),
        not_conditional=re.compile(
            r"\b(?:what|how about|even|as|wonder(?:ing)?|ask|asking|see|know|not sure|check|tell me) if\b"
            r"|\bif (?:possible|that(?:'s| is)? (?:ok|okay|fine|helps|works|possible|suits)|you (?:like|want|ask me|don't mind|will|agree)|i may|not|need be|so|anything|necessary|it helps|we could|i could)\b"
        ),
        middle=_any(
            r"\b(?:meet|meeting|met) (?:each other |you |me |one another )?(?:in the middle|half ?-?way|midway)\b",
            r"\bsplit(?:ting)? the difference\b",
            r"\bin the middle\b",
            r"\bhalf ?-?way\b",
            r"\bmid-?way\b",
            r"\bmid-?point\b",
            r"\bmiddle ground\b",
            r"\bsplit it\b",
            r"\bmeet (?:in )?between\b",
        ),
        same=_any(
            r"\b(?:the |these |those |on the )?same (?:terms|offer|deal|package|thing|proposal|conditions|again|as before|but|only|except)\b",
            r"\b(?:my|your|that|this|the|our|last|previous|earlier|first) (?:\w+ )?(?:offer|proposal|package|deal|terms|bid) (?:but|except|only|plus|with|stands?|still stands?|again)\b",
            r"\b(?:all|everything) else (?:the same|stays?|unchanged|as (?:it|you))\b",
            r"\b(?:the rest|otherwise) (?:the same|stays?|unchanged|as (?:it|you|agreed|before))\b",
            r"\bi(?:'ll)? (?:stick|stay) (?:to|with) (?:my|the|that) (?:\w+ )?(?:offer|proposal|package)\b",
            r"\brepeat my (?:offer|proposal)\b",
            r"^\W*same\W*$",
            r"\bthe same,",
        ),
        keep=_any(
            r"\b(?:keep|leave|leaving|keeping|hold)\b[^,;.#@]{0,30}~[^,;.#@]{0,25}(?:\b(?:as it is|as is|the same|unchanged|where it is|at today's|alone|current|at the current)\b|$)",
            r"\b(?:keep|leave) (?:the |my |your )?(?:same|current|existing|present) ~",
            r"\b(?:same|current|unchanged) ~",
            r"~ (?:\w+ ){0,2}(?:stays?|remains?|is|can stay|would stay)(?: \w+)? (?:as it is|as is|the same|unchanged|where it is)",
            r"\bno change (?:in|to) (?:the |my |your )?~",
            r"~ (?:as it is|as is|unchanged|the same)\b",
        ),
        correction=re.compile(
            r"\b(?:sorry|i mean|i meant|correction|or rather|make that|actually|no wait|wait|no,|or better|on second thought|well,)\b"
        ),
        following=frozenset(
            ["is", "are", "was", "and", "or", "but", "for", "at", "as", "of", "in", "on", "to", "from", "with", "per", "a", "an", "the", "if", "then", "that", "this", "it", "i", "we", "you", "would", "could", "can", "will", "may", "might", "gross", "net", "euro", "euros", "base", "basic", "all", "total", "max", "maximum", "min", "minimum", "tops", "most", "least", "please", "then", "works", "sounds", "seems", "feels", "looks", "makes", "does", "do", "instead", "plus", "when", "while", "so", "because", "which", "who", "final", "fixed", "now", "today", "next", "starting", "effective", "until", "by", "each", "every", "monthly", "yearly", "annually", "weekly", "more", "less", "extra", "off", "up", "down", "higher", "lower", "on-site", "remote", "remotely", "home", "work", "working", "ok", "okay", "fine", "good", "great", "deal", "too", "not", "won't", "doesn't", "isn't", "gets", "per", "before", "after", "what", "how", "my", "your", "our", "sure", "and/or", "max.", "included", "including", "excluding", "excl", "incl", "or-so", "ish"]
        ),
        mine=re.compile(r"\b(?:my|mine|i(?:'ve| have)? (?:said|offered|proposed)|our)\b"),
        yours=re.compile(r"\b(?:your|yours|you(?:'ve| have)? (?:said|offered|proposed|asked))\b"),
    )


def _dutch() -> OfferCues:
    near, wide = _NL + "{0,20}", _NL + "{0,45}"
    you = r"(?:je|jij|u|jullie)"
    said = r"(?:zei|zeg|zegt|zeiden|noemde|noemt|noem|vroeg|vraagt|vraag|bood|biedt|stelde|stelt|wilde|wou|wil|wilt|begon|had|gaf|beloofde|eiste|eist|schreef|opperde)"
    return OfferCues(
        elsewhere=_any(
            rf"(?<!als )(?<!indien )(?<!mits )\b{you} (?:net |eerst |ook |zelf |nu |dus |toch |echt |eerder )*{said}\b(?! {you}){wide}@",
            rf"(?<!wat )\b(?:zei|noemde|vroeg|bood|wilde|wou|begon|eiste|beloofde|stelde) {you}\b{wide}@",
            rf"\b(?:als|dat|wat|die) {you} {wide}@ (?:zei|noemde|vroeg|bood|wilde|genoemd|gevraagd|geboden)",
            rf"@{wide}\b(?:gezegd|genoemd|gevraagd|geboden|geëist|voorgesteld|beloofd) (?:had|hebt|heeft|hebben|hadden)\b|\b(?:heb|hebt|hebben|had) {you} {wide}@{near}(?:gezegd|genoemd|gevraagd|geboden|voorgesteld|beloofd)",
            rf"\b(?:je|jouw|uw|jullie) (?:\w+ )?(?:vraag|bod|eis|verzoek|voorstel|bedrag|prijs|aanbod|offerte|claim|idee)\b{near}@",
            r"\b(?:jouw|jullie|uw) @",
            r"@ (?:die|dat|wat) (?:je|jij|u|jullie)\b",
            rf"\b(?:waarom|hoezo|hoe kom|hoe komt|hoe kwam|waar komt|vanwaar|waarop|leg uit|waar haal)\b(?! niet\b){wide}@",
            rf"\b(?:markt\w*|gemiddelde?|mediaan|benchmark|collega\w*|anderen|mensen|vergelijkbare?|soortgelijke?|concurrent\w*|concurrentie|elders|branche\w*|sector|inflatie|cpi|onderzoek|loongebouw|cao|vakbond|recruiter\w*|headhunter|norm|statistiek\w*|vacatures?|functies als)\b{wide}@",
            rf"\b(?:ander|andere|tweede) (?:bedrijf|bedrijven|werkgever|leverancier|leveranciers|partij|partijen|aanbod|baan|afdeling|afdelingen|team|teams|kandidaat|offerte|aanbieder)\b{wide}@",
            rf"@{near}\b(?:elders|gemiddeld|is (?:markt\w*|het gemiddelde|de norm|gebruikelijk|normaal)|marktconform|bij (?:een ander|de concurrent|een concurrent|een andere)|in de markt)\b",
            rf"\b(?:verdiende|verdienden|betaalde|betaalden|betaald|kostte|kostten|kost|kosten|kreeg|kregen|gekregen|ontving|vorig jaar|vorige (?:maand|week|keer)|eerder|vroeger|destijds|tot nu toe|op dit moment|momenteel|uitgegeven|besteed)\b(?! @ (?:worden|krijgen)){wide}@",
            rf"\b(?:was|waren|zat|zaten)\b(?! (?:aan het denken|benieuwd)){near}@(?! te denken)(?! in gedachten)",
            rf"\b(?:had|hadden)\b{near}@(?! in gedachten)(?! in mijn hoofd)(?! gedacht)(?! voor ogen)(?! willen)",
            rf"\b(?:verdien|verdient|verdienen|krijg|krijgt|krijgen|betaal|betaalt|betalen|heb|hebt|hebben|zit|zitten|werk|werkt|is|zijn|doe|doet)\b(?: \w+){{0,2}} (?:nu|al|momenteel|vandaag|tegenwoordig|inmiddels)\b{near}@",
            rf"\b(?:verdien|verdient|krijg|krijgt|betaal|betaalt|betalen|heb|hebt|hebben|zit|zitten|is|werk|werkt)\b{near}@{near}\b(?:nu|vandaag|momenteel|op dit moment|tegenwoordig)\b",
            rf"\bnu (?:verdien|krijg|betaal|heb|zit|werk|is)\w*\b{near}@",
            rf"@{near}\b(?:geleden|ervaring|werkervaring|dienstverband|in dienst|op rij|te laat|achter|vorig jaar|vorige (?:maand|week))\b",
            rf"\b(?:omzet|winst|marge|bespaard|bespaar\w*|opgeleverd|oplever\w*|levert|leverde|verkocht|verlies|verloren|huur|hypotheek|overwerk|overuren|fte)\b{wide}@",
            rf"\bdat (?:kost|betekent|komt neer op|scheelt|is dan|wordt dan)\b{wide}@",
            rf"@{near}\b(?:voor|over|van) (?:het |de |ons |heel )?(?:hele|totale|gehele|heel|iedereen|ons allemaal)\b",
            rf"\b(?:totale|hele|gehele|team|afdelings?)-?\s?(?:budget|teambudget|kosten|begroting)\b{wide}@",
            r"\b(?:al|sinds|reeds|inmiddels) (?:\w+ ){0,2}@(?! (?:extra|erbij))(?= (?:hier|bij|in|werk|mee|bezig|lang|aan|op|voor|van|niet|in dienst|op deze)\b|\W*$)",
            r"\b(?:afgelopen|laatste|komende|eerste|volgende|elke|iedere|over|binnen|na) @(?! (?:brutoloon|euro))(?= ?(?:$|[^\w]))"
            if False
            else r"\b(?:de|het) (?:afgelopen|laatste|komende|eerste|volgende) @",
            r"\bik (?:ben|werk|zit)(?: \w+){0,3} @(?= (?:hier|bij|in|oud|jaar)\b)",
            r"@ (?:hier|oud|bij (?:dit|het|de|jullie|ons))\b",
            r"@ (?:zeker|mee eens|eens|achter|duidelijk|eerlijk|zekerheid|inzet|van (?:de|mijn|onze) (?:tijd|gevallen|klanten|mensen|collega))",
            r"\b(?:het|ik sta|ben)(?: het)?(?: er)? @ (?:mee |achter|zeker|eens)",
            r"@ (?:andere |laatste )?(?:dingen|vragen|vraag|ding|redenen|reden|punten|opties|momentje?|seconden?|minuten|minuut|keer|keren|manieren|stappen|voorwaarden|problemen|zaken)\b",
        ),
        refused=_any(
            r"(?<!waarom )\b(?:niet|geen|nooit|vergeet|in plaats van|ipv|i\.p\.v\.|liever dan)(?! (?:alleen|slechts)\b)(?: (?:voor|op|bij|de|het|een|die|jouw|zomaar|echt|ook|eens|de volle|naar|tot)){0,3} @",
            rf"\b(?:kan|kunnen|wil|willen|ga|gaan|zal|mag|red)\b(?: \w+){{0,3}} (?:geen|niet|nooit|onmogelijk|moeilijk)\b{near}@",
            rf"@{_NL}{{0,30}}\b(?:niet|nooit|geen)\b(?! (?:erg|gek|slecht|verkeerd|onredelijk|alleen|slechts|zo gek|meer dan))",
            rf"@{near}\b(?:is|zijn|was|vind|vinden|lijkt|klinkt|wordt|voelt|blijft)\b{near}\b(?:te|veel te|belachelijk|onmogelijk|onrealistisch|onacceptabel|absurd|lachertje|onbespreekbaar|uitgesloten|van tafel|niet|geen|nooit|lastig|moeilijk|fors|pittig|veel|weinig|hoog|laag|karig|mager|buiten|boven ons|aan de (?:hoge|lage))\b",
            r"@\W+(?:te (?:veel|hoog|laag|weinig|duur)|veel te|echt niet|onmogelijk|nooit|vergeet het|serieus\?|meen je|ben je gek|dat is (?:te|veel|absurd|belachelijk|niet|onmogelijk)|kom op)",
            rf"\b(?:weiger|wijs|afwijzen|nee tegen|teleurgesteld|beledigd|schrik|schrok)\b{wide}@",
            r"\bnee @",
        ),
        limit=_any(
            r"\b(?:meer|hoger|minder|lager|beter|verder) dan (?:de |zo'n )?@",
            r"\b(?:boven|onder|beneden|over) (?:de |zo'n )?@",
        ),
        negated=_any(
            r"\b(?:niet|geen|nooit|zonder|niks|niets)\b[^#@]{0,40}@",
            rf"@{wide}\b(?:onmogelijk|niet|te|nooit|geen|lastig|moeilijk|uitgesloten|onbespreekbaar|onrealistisch|onacceptabel)\b",
        ),
        up=_any(
            r"\b(?:verhoging|opslag|loonsverhoging|salarisverhoging|prijsverhoging|stijging|toeslag|ophoging)(?:en)? (?:van |met |à )(?:zo'n |ongeveer |maximaal |minimaal |hooguit )?@",
            r"\b(?:extra|plus|nog|bovenop|erbovenop|bijkomende|additionele|meer|erbij|omhoog met|verhogen met|verhoog(?:t)?(?: \w+){0,3} met|stijgen met|ophogen met|toevoegen|nog eens)(?: (?:van|een|zo'n|ongeveer|maximaal|hooguit|eens|maar|slechts))* @",
            r"@(?: (?:euro|bruto|netto|per maand|per jaar|per week|dagen?|uur|thuis|procent|in de week|thuiswerken|de week|de maand|in de maand)){0,3} (?:meer|extra|erbij|bovenop|erbovenop|omhoog|hoger|opslag|verhoging|loonsverhoging|salarisverhoging|prijsverhoging|stijging|toevoegen|bij)\b",
            r"@ (?:\w+ ){0,2}(?:verhogen|stijgen|omhoog|erbij|bijdoen|bovenop)\b",
        ),
        down=_any(
            r"\b(?:korting|verlaging|daling|reductie)(?:en)? (?:van |met )?@",
            r"\b(?:verlagen met|verlaag(?:t)?(?: \w+){0,3} met|zakken met|zak(?: \w+){0,3} met|omlaag met|dalen met|min|minus|minder|verminderen met|inleveren)(?: (?:een|zo'n|ongeveer|maar|slechts|nog))* @",
            r"@(?: (?:euro|bruto|per maand|per jaar|per week|dagen?|uur|procent)){0,2} (?:minder|eraf|lager|korting|goedkoper|omlaag|verlaging|zakken|afhalen|inleveren|eronder|af\b)",
            r"\b(?:doe|haal|gaat|mag|ga)\b(?: er)?(?: \w+)? @ (?:\w+ )?(?:af|eraf|vanaf|zakken|omlaag)\b",
        ),
        to_value=re.compile(r"\b(?:naar|tot|op)(?: (?:ongeveer|zo'n|zeg))? @"),
        own=re.compile(
            r"\b(?:nog(?: eens)?|daar ?bovenop|op mijn (?:bod|voorstel)|dan (?:mijn|wat ik)|bovenop (?:mijn|wat ik))\b"
        ),
        theirs=re.compile(
            r"\b(?:(?:dan|op|van|bovenop|onder|boven|bij|af van) (?:je|jouw|uw|jullie|wat je|wat u|wat jij|het|de)"
            r" ?(?:laatste |huidige |eerste )?(?:bod|voorstel|vraag|aanbod|prijs|bedrag|vraagprijs|offerte|bood|biedt|vraagt|vroeg|noemde|eis)"
            r"|dan (?:je|jij|u|jullie) (?:bood|biedt|vraagt|vroeg|wilt|wil|noemde|voorstelde))"
        ),
        now=re.compile(
            r"\b(?:dan|bovenop|boven|op|ten opzichte van|vergeleken met|t\.o\.v\.) (?:wat (?:je|ik|we|jij|u) )?(?:mijn |je |jouw |uw |het |de |zijn |haar )?(?:nu|vandaag|huidige?|bestaande|salaris|loon|nu verdien\w*|tegenwoordig|budget)"
        ),
        offering=re.compile(
            r"\b(?:maak er|maken we er|zeg|laten we|hoe klinkt|wat dacht je van|wat als|wat vind je van|kan doen|kunnen doen|bied|bieden|aanbieden|voorstellen|stel voor|voorstel|akkoord|deal"
            r"|neem|nemen|accepteer|accepteren|ga voor|ga tot|ga akkoord|kun je|kunt u|kan je|kunnen we|ik wil|wil graag|zou graag|wij kunnen|we kunnen|ik kan|ik geef|krijg je|krijgt u|doe|doen|leven met|prima met|zou|dan|tevreden|graag|maximaal|minimaal|hooguit|minstens|uiterlijk|hoogstens)\b"
        ),
        fragment=re.compile(
            r"^\W*(?:(?:ok|oke|oké|goed|prima|nou|hm+|dan|en|misschien|zeg|ja|nee|deal|akkoord|of|maar|wat dacht je van|euro|bruto|doe maar|doe|maak er|voor|met|het|wordt|dan maar|is|op|rond|ongeveer|max|maximaal|minimaal|hooguit|minstens|graag)\W*)*@\W*(?:(?:dan|graag|ok|oké|max|maximaal|minimaal|dan maar|is goed|is prima|en|bruto|definitief|euro|prima|akkoord|deal|maar|hooguit|minstens|alsjeblieft|aub)\W*|[#@]\W*)*$"
        ),
        conditional=_any(
            r"\bals\b",
            r"\bmits\b",
            r"\bindien\b",
            r"\bin ruil\b",
            r"\bop voorwaarde\b",
            r"\bzolang\b",
            r"\bvooropgesteld\b",
            r"\btenzij\b",
            r"\bwanneer (?:je|jij|u|jullie)\b",
            r"\bmet als voorwaarde\b",
            r"\bvoorwaarde\b",
            r"\bafhankelijk van\b",
            r"\bdaar ?(?:staat|tegenover)\b",
            r"\btegenover\b",
            r"\bonder (?:de|één|een) voorwaarde\b",
            r"\balleen (?:als|met|wanneer)\b",
            r"\bin ruil daarvoor\b",
            r"\bdan wil ik (?:wel|daar|er)\b",
        ),
        not_conditional=re.compile(
            r"\b(?:wat|ook|zelfs|alsof|net|zoals|beter|hoger|meer|evenveel|zoveel|zo veel|zo snel) als\b"
            r"|\bals (?:dat (?:kan|mag|past|goed is|helpt|lukt|ok is|oké is)|het (?:kan|mag|moet|past)|je (?:het goed vindt|wilt|dat (?:wilt|prettig vindt))|u (?:wilt|het goed vindt)|ik (?:mag|eerlijk ben)|bod|voorstel|tegenbod|openingsbod|basis|salaris|budget|eerste|laatste|compromis)\b"
        ),
        middle=_any(
            r"\bhalverwege\b",
            r"\bin het midden\b",
            r"\bhet midden\b",
            r"\bhet verschil (?:delen|splitsen)\b",
            r"\b(?:delen|deel|splitsen|splits) (?:we )?het verschil\b",
            r"\bmiddenweg\b",
            r"\btussenin\b",
            r"\bertussenin\b",
            r"\bgulden middenweg\b",
            r"\bieder de helft van het verschil\b",
            r"\bhalf ?weg\b",
            r"\bin de midden\b",
        ),
        same=_any(
            r"\b(?:het)?zelfde (?:bod|voorstel|pakket|aanbod|voorwaarden|deal|maar|als net|als eerder|als (?:daarnet|zojuist|hiervoor)|opnieuw|behalve|alleen)\b",
            r"\b(?:dezelfde|zelfde) (?:voorwaarden|deal|afspraken|afspraak|condities)\b",
            r"\b(?:mijn|jouw|je|uw|dat|dit|het|ons|vorige|laatste|eerste) (?:\w+ )?(?:bod|voorstel|aanbod|pakket|deal|tegenbod)\b,? (?:maar|behalve|alleen|plus|met|staat|blijft|geldt|nog)\b",
            r"\b(?:de rest|al het andere|verder|alles verder) (?:blijft|hetzelfde|gelijk|ongewijzigd|zoals|laten)\b",
            r"\b(?:rest|verder alles) (?:hetzelfde|gelijk|zo laten|ongewijzigd)\b",
            r"^\W*(?:het)?zelfde\W*$",
            r"\bhetzelfde,",
            r"\bik blijf bij mijn (?:bod|voorstel|aanbod)\b",
            r"\bherhaal mijn (?:bod|voorstel)\b",
        ),
        keep=_any(
            r"\b(?:hou|houd|houden|laat|laten)\b[^,;.#@]{0,30}~[^,;.#@]{0,20}\b(?:zoals het (?:nu )?is|gelijk|ongewijzigd|hetzelfde|zo|zoals nu|staan|op het huidige|met rust|ongemoeid)\b",
            r"\b(?:hetzelfde|zelfde|huidige|gelijk|gelijkblijvend|ongewijzigd|bestaande)e? ~",
            r"~ (?:\w+ ){0,2}(?:blijft|blijven|kan|mag)(?: \w+){0,2} (?:zoals het (?:nu )?is|gelijk|ongewijzigd|hetzelfde|zo|staan|blijven)\b",
            r"~ (?:gelijk|ongewijzigd|hetzelfde|zoals nu|zoals het is)\b",
            r"\bblijft (?:het |de |mijn |je )?~ (?:gelijk|hetzelfde|zo|ongewijzigd)",
        ),
        correction=re.compile(
            r"\b(?:sorry|ik bedoel|ik bedoelde|correctie|of liever|liever gezegd|maak daar|eigenlijk|nee wacht|wacht|nee,|of beter|bij nader inzien|oftewel)\b"
        ),
        following=frozenset(
            ["is", "zijn", "was", "en", "of", "maar", "voor", "op", "als", "van", "in", "aan", "tot", "met", "per", "een", "de", "het", "dan", "dat", "dit", "die", "ik", "we", "wij", "je", "jij", "u", "zou", "kan", "kunnen", "kun", "kunt", "wil", "willen", "wilt", "mag", "mogen", "zal", "zullen", "gaat", "ga", "gaan", "bruto", "netto", "euro", "basis", "all-in", "totaal", "max", "maximaal", "min", "minimaal", "hooguit", "minstens", "graag", "lijkt", "klinkt", "voelt", "maakt", "doen", "doe", "doet", "bieden", "geven", "krijgen", "worden", "hebben", "houden", "nemen", "maken", "vragen", "betalen", "zetten", "vind", "vinden", "haalbaar", "lukt", "lukken", "prima", "goed", "oke", "oké", "ok", "akkoord", "plus", "want", "omdat", "terwijl", "zodat", "waar", "wat", "hoe", "mijn", "jouw", "uw", "ons", "onze", "vast", "definitief", "nu", "vandaag", "vanaf", "ingaand", "komend", "volgend", "elke", "iedere", "maandelijks", "jaarlijks", "wekelijks", "meer", "minder", "extra", "erbij", "eraf", "bovenop", "hoger", "lager", "thuis", "thuiswerken", "kantoor", "werken", "niet", "te", "veel", "echt", "toch", "wel", "ook", "nog", "maar", "eens", "eventueel", "inclusief", "exclusief", "incl", "excl", "aub", "alsjeblieft", "heb", "heeft", "had", "bied", "biedt", "geef", "krijgt", "krijg", "accepteren", "accepteer", "accepteert", "afspreken", "voorstellen", "aanbieden", "kosten", "ruil", "mits", "zolang", "indien", "tegen", "bij", "onder", "boven", "rond", "ongeveer", "nodig", "verdienen", "inzetten", "uitgeven", "besteden", "ontvangen", "vastleggen"]
        ),
        mine=re.compile(r"\b(?:mijn|ons|ik (?:zei|bood|stelde))\b"),
        yours=re.compile(r"\b(?:jouw|je|uw|jullie)\b"),
    )


@lru_cache(maxsize=8)
def cues_for(language: str) -> OfferCues:
    """The cues of a language; a language without its own reads like English."""
    return _dutch() if language == "nl" else _english()
