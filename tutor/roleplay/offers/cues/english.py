"""English cues for offers."""

import re

from tutor.roleplay.offers.cues.cues import OfferCues, any_of, words
from tutor.roleplay.offers.number_words import word_set

# Within the clause: no other amount, comma or turn of the argument in between.
_GAP = r"(?:(?!\b(?:but|because|so|and|if|then)\b)[^,;:#@])"
_NEAR, _WIDE = _GAP + "{0,20}", _GAP + "{0,45}"
_LONG = r"(?:(?!\b(?:but|because|so|and|if|then)\b)[^,;:@]){0,45}"

_SAID = words(
    "said say saying mentioned mention asked ask asking offered offering proposed propose wanted want named",
    "started quoted wrote told suggested came_up got made promised demanded demand raised increased charged",
    "delivered billed shipped produced bought sold took spent did had missed",
)
_FIGURE = words(
    "ask offer demand request proposal figure number price quote bid claim idea counter counteroffer",
)
_BENCHMARK = words(
    "market average median benchmark peers? colleagues? others people comparable similar competitors?",
    "competition elsewhere industry sector inflation cpi survey salary_scale union collective recruiters?",
    r"headhunter rivals? norm statistics glassdoor vacanc\w+ job_ads? roles?_like usually typically normally",
)
_OTHER = words(
    "company companies employer firm supplier suppliers vendor offer offers job party department",
    "departments team teams candidate quote bid",
)
_PAST = words(
    "earned paid costs? costing spent received used_to last_(?:year|month|week|time|quarter) previously",
    "in_the_past so_far currently at_the_moment right_now until_now over_the_years went rose risen grew",
    "fell dropped hired came lasted lost won shrank doubled happened",
)
_BUSINESS = words(
    "revenue turnover profits? margins? saved saves saving generated generates brought brings sold",
    "delivered delivers worth loss lost rent mortgage overtime overrun headcount bill invoice",
)
_NOW = words("now today currently at_the_moment right_now these_days at_present already before")
_DURING = words("past last next first coming previous")
_TOO = words(
    "nothing hardly barely peanuts",
    "too way far insane ridiculous impossible unrealistic insulting",
    "unacceptable insult joke out_of never hard difficult steep stretch a_lot high low little much",
    "excessive nowhere beyond off_the_table crazy absurd not_on nonsense unfair",
)
_NO = words(
    "can't cannot can_not couldn't won't don't doesn't not_going_to unable_to refuse_to impossible_to",
    "not_able_to wouldn't not_willing_to no_way never not_prepared_to not_in_a_position_to hard_to",
    "difficult_to aren't isn't",
)
_NOT_AFTER = words(
    "won't doesn't isn't wouldn't can't cannot is_not will_not does_not would_not don't aren't",
)
_FINE = words("a_problem bad unreasonable an_issue more including counting just only crazy that_bad")
_SHORT_NO = words(
    "too_(?:much|high|low|little|expensive|many|few) no_way impossible never out_of_the_question forget_it",
    r"are_you_(?:kidding|serious|crazy) seriously really\? come_on no\b(?!_more)",
    "that's_(?:too|a_lot|insane|ridiculous|way|impossible|not|far)",
)
_THING = words(
    "things? questions? reasons? points? options? moments? sec(?:onds?)? minutes? mins? times ways? steps?",
    "conditions? problems? issues? topics? examples?",
)

_FIGURES = r"(?:\w+ )?(?:offer|proposal|counteroffer|package|deal|terms|bid|idea|plan)"
_ALL = r"(?:all(?: of)?(?: the| that)?|(?:the|that) (?:whole|entire|full|complete)(?: \w+)?)"


def _all_of(who: str, on_whom: str) -> tuple[str, ...]:
    """Patterns for an issue that somebody takes wholly: "you pay the whole ~", "~ is all on you"."""
    helps = r"(?:'ll|'d| will| would| can| could)"
    takes = r"(?:pay|cover|carry|take|get|keep|have|bear|fund|finance)"
    return (
        rf"(?<!should )(?<!must )(?<!do )(?<!said )(?<!that )(?<!think )\b{who}{helps}? "
        rf"{takes}(?: for)? {_ALL} ~",
        rf"^\W*(?:then |and |so |if |suppose |say )*{who}{helps}? (?:pay|cover|carry|fund)(?: for)?"
        r"(?: the| that)? ~",
        rf"~ (?:\w+ )?(?:is|comes|goes|would be|would come)(?: all| entirely| completely| fully| wholly)+ "
        rf"(?:on|to|for|by|from|out of|paid by|borne by) {on_whom}\b",
    )


_ELSEWHERE = any_of(
    # A question about the number, not one that puts it forward.
    r"^\W*(?:and |but |so |ok |well |then )*(?:what|how|which|who|when|where|why)\b(?! (?:about|if|i|we|not"
    r"|works"
    r"|would work|(?:do|would) you (?:say|think)|would (?:that|it) be)\b)(?! (?:does|do|would) (?:that "
    r"|it )?@)[^@]*@",
    rf"(?<!if )(?<!do )(?<!would )\byou(?:'ve|'re| have| are| were)? (?:just |also |only |originally |first "
    rf"|still |really |both )*{_SAID}\b{_WIDE}@",
    rf"\byour (?:\w+ )?{_FIGURE}\b{_NEAR}@",
    rf"(?<!get )(?<!have )(?<!keep )\byour (?:{_FIGURE} )?@(?!%)",
    rf"@ (?:that |which )?you(?:'ve|'re| have| are)? {_SAID}\b",
    r"\b(?:why|how come|how did|how do you|where does|where did|what makes|what justifies|explain"
    r"|on what (?:basis|grounds?|do|does|did|is|are)"
    r"|what would (?:you|i|we) do with|what would(?! you (?:say|think))|what(?:'s"
    r"| is) behind)\b(?! not\b)(?! don't)(?! can't)[^,;#@]{0,45}@",
    r"^\W*(?:is|are) (?:the |your )?@ (?:\w+ )?(?:your|the|really|all|final|negotiable|a|still)\b",
    rf"\b{_BENCHMARK}\b{_WIDE}@",
    rf"\b(?:another|other|different|second|rival|competing|most|many|all) {_OTHER}s?\b{_WIDE}@",
    rf"@{_NEAR}\b(?:elsewhere|is the (?:market|average|median|norm|going rate)|on average|in the market"
    r"|(?:at|from) (?:another|a different|a rival|a competitor|the competition)|for (?:this|that) (?:kind"
    r"|type))\b",
    rf"\b{_PAST}\b{_LONG}@",
    r"\b(?:wages?|salaries|paper|board|index|inflation|costs?|energy|diesel|fuel|materials?|transport|freight)\b"
    r"(?:'s)?(?: \w+){0,3}? (?:is|are|'s|been|only|by|up|down) (?:\w+ ){0,2}?"
    r"(?:up|down|higher|dearer)?(?: \w+)? ?@",
    r"\b(?:elsewhere|somewhere else|(?:another|a different|the other) (?:firm|company|employer|place|one))\b"
    r"[^.;!?]{0,60}@",
    rf"\b(?:was|were)\b(?! (?:thinking|hoping|going|looking|aiming|wondering|considering|expecting))"
    rf"(?! (?:to|@)){_NEAR}@(?! in mind)",
    r"(?<!if it )(?<!if we )\b(?:was|were) @",
    rf"\b(?:had|got|took)\b{_NEAR}@(?! in mind)",
    r"\b(?:earn|make|making|earning|get|pay|paying|have|is|are|am|on|at|spend|charge|work)\b"
    rf"{_NEAR}@{_NEAR}\b{_NOW}\b(?! on)",
    rf"\b(?:now|today|already|currently) (?:earn|make|get|pay|have|at|on|is|work)\b{_NEAR}@",
    rf"@{_NEAR}\b(?:ago|of experience|of service|in a row|late|overdue|behind|so far|in advance|straight"
    rf"|{_DURING.replace('next|first|coming|', '')} (?:year|month|week|time|quarter))\b",
    rf"\b{_BUSINESS}\b{_WIDE}@",
    rf"@ (?:\w+ )?{_BUSINESS}\b",
    rf"\bthat(?:'s| is| would be)? (?:would )?(?:costs?|means|adds up to|comes? to|amounts to"
    rf"|saves)\b{_WIDE}@",
    rf"@{_NEAR}\b(?:for|of|across|over|between) (?:the |our |my )?(?:whole|entire|total|all of us|each of)\b",
    rf"\b(?:total|overall|entire|whole|team|department)(?:'s)? (?:\w+ )?(?:budget|costs?|bill)\b{_WIDE}@",
    r"\b(?:been|worked|working|waited|waiting|together|known)\b(?: \w+){0,3} @(?! (?:days? )?(?:from"
    r"|at) home)",
    r"\b(?:have|has|'ve)(?: \w+){1,3} (?:for|since) @",
    rf"\b(?:over|during|for|in|within)? ?the (?:\w+ )?{_DURING} (?:few )?@",
    r"@ (?:years? |months? )?(?:here|old|with (?:the|this|us|you)|in this (?:role|job|team|company"
    r"|business))\b",
    r"\b(?:i'm|i am|he's|she's|aged?|turned) @(?= (?:years? old|now|and)\b|\W*$| years)",
    r"\b(?:agree|behind you|sure|certain|with you|committed|i'm|am) @ ?(?:%|percent)?(?: (?:sure|behind"
    r"|certain|with))?\W*$",
    r"@ (?:sure|certain|behind|agreed?|committed|clear|honest|right|certainty|commitment)\b",
    r"@ of (?:the|my|your|our|all|these|those|their) (?:time|work|cases|customers|clients|people|team|staff"
    r"|users)\b",
    rf"@ (?:more |last |other |quick |small )?{_THING}\b",
    r"\bit(?:'s| is) @ (?:in the|at night|o'clock)|\b(?:within|in|after) @ (?:i'll|i will|we'll|you'll|let"
    r"|i can tell)\b",
    rf"@ {_THING}\b",
    rf"\bstill (?:at|on|earn\w*|get\w*|mak\w*|paid|have)\b{_NEAR}@",
    r"@ is what (?:i|we|you|they) (?:expected|got|have|had|heard|earn|make|get)\b",
    r"\b(?:talk|discuss|speak|come back|get back|think)(?: \w+)? (?:about|on|to) (?:the|those|these|that) @",
    rf"\bpay(?:s|ing)? (?:the|them|him|her|new|others?|our|people|juniors?)\b{_NEAR}@",
    r"@ (?:until|till|before|left)\b",
)

_REFUSED = any_of(
    r"(?<!why )\b(?:not|never|forget|instead of|rather than|other than|nothing like|than about)(?! (?:only"
    r"|just)\b)"
    r"(?: (?:for|about|at|the|a|an|your|even|that|going to be|to|exactly|really|giving you|on|by)){0,3} @",
    rf"\b{_NO}\b(?! (?:we|you|mind)\b){_GAP}{{0,40}}@",
    rf"@{_NEAR}\b{_NOT_AFTER}\b(?! {_FINE})",
    rf"@{_NEAR}\b(?:is|are|was|would be|seems|feels|sounds|looks|'s)\b{_NEAR}\b{_TOO}\b",
    rf"@{_NEAR}\bnot (?:happening|possible|realistic|an option|on the table|acceptable|going to|enough"
    rf"|feasible)",
    rf"@ (?:is )?(?:far |way |much )?too (?:much|high|low|little|steep|expensive|many|few)\b|@\W+{_SHORT_NO}",
    r"\b(?:reject|decline|turn down|refuse|say no to|too (?:high|low|much) (?:at|with)|disappointed with"
    rf"|insulted by|shocked by|surprised by|give up on)\b{_WIDE}@",
    r"\b(?:no|nope)(?: to)? @",
    r"@ (?:is|are|'s|was) (?:still |well |far |even |way )*(?:below|under|beneath|less than|lower than"
    r"|more than"
    r"|above|higher than|not what|hardly|barely|nothing)\b",
    r"@[?!.]+ (?:but )?(?:that's|that is|you (?:must|can't)|how|come|be serious|are you|is that a)\b"
    r"(?! (?:fine|good|ok|okay|fair|great|perfect|possible|doable|about|what i))",
    r"\bno way\W+@",
)

_OFFERING = any_of(
    r"\b(?:cannot|can't|couldn't|won't|wouldn't)\b|\b(?:i|we|you)(?: only| just)?(?:'d|'ll| would| will| can"
    r"| could| might"
    r"| may| shall| should| want| need| offer| propose"
    r"| suggest| accept| take| give| agree| settle| go| pay| get| stay| stick| keep| put| ask| go| come| aim"
    r"| like| prefer| hope| expect| commit| sign| have room| have @| let| stretch| increase| raise| lower"
    r"| drop)\b",
    r"\b(?:i|we|you)(?: \w+ly)? (?:offer|propose|suggest|accept|mean|meant)\b",
    r"\b(?:i'm|i am|we're|we are)(?: \w+)? (?:prepared|willing|ready|fine|happy|ok|okay|good|at|offering"
    r"|proposing"
    r"|thinking|asking|aiming|open|able|comfortable|looking|hoping|going)\b",
    r"\b(?:was|were) (?:thinking|hoping|aiming|looking)\b",
    r"\b(?:make|let's|let us|take|give|keep|say|call it|put|raise|lower|bring|cut|suppose|imagine|how about"
    r"|what about|what if|how does|how would|deal|fine|ok|okay|agreed|would|could|can|shall|may|might"
    r"|then)\b",
    r"\b(?:my|our|a|the|final|last|best|opening|counter) ?(?:\w+ )?(?:offer|proposal|bid|number|best|limit"
    r"|maximum|max|target|counter|counteroffer|ceiling|suggestion|range|bottom line|compromise)\b",
    r"\b(?:at most|at least|maximum|max|minimum|up to|no more than|not more than|tops|in exchange|in return"
    r"|provided|as long as|on condition|if (?:you|we|i))\b",
    r"@ (?:\w+ ){0,3}(?:is|are|feels|seems|sounds|looks|works|gets|would be|stays|it is|does it|do it)\b",
    r"\b(?:goes|go|stays?|becomes|moves?|rises?|drops|doubles?|comes) (?:down |up |back )?(?:to |at "
    r"|from )?[@#]",
    r"\bit (?:has to|needs to|must|should) be\b|\bi (?:said|asked for|offered|proposed)\b",
    r"@ (?:\w+ ){0,2}(?:reasonable|fair|fine|good|great|perfect|doable|acceptable)\b",
    r"\bthere(?:'s| is) room\b|\bin mind\b|\bwilling to\b|\bhappy to\b|\bprepared to\b|\bready to\b"
    r"|\bsettle\b",
)

_UNITS = words(
    "euros? gross a_month per_month a_year a_week per_week days? hours? percent points? percentage_points",
    "per_year from_home at_home working people pieces units fte staff of leave paid off",
)
_MORE = words(
    "more extra on_top additional higher increase raise rise bump up uplift pay_?rise hike added longer",
)
_LESS = words("less lower fewer discount cheaper down reduction shorter")

ENGLISH = OfferCues(
    elsewhere=_ELSEWHERE,
    refused=_REFUSED,
    limit=any_of(
        r"\b(?:more|higher|less|lower|better|fewer|further) than (?:about )?@",
        r"\b(?:above|over|below|under|beneath|beyond|past|exceed\w*) (?:about |the )?@",
    ),
    negated=any_of(
        r"\b(?:no|not|never|can't|cannot|won't|don't|wouldn't|couldn't|isn't|nothing|without"
        r"|anything)\b[^#@]{0,40}@",
        rf"@{_WIDE}\b(?:impossible|not|won't|can't|isn't|doesn't|too|out of|no|never|unrealistic|difficult"
        rf"|hard"
        r"|off the table|unacceptable)\b",
    ),
    offering=_OFFERING,
    others=re.compile(
        r"\b(?:he|she|they|everyone|everybody|someone|nobody|customers?|clients?|company|companies|team|hr"
        r"|finance|management|director|boss|union|market|law|there|department|departments|who|which|has|have"
        r"|had)\b"
    ),
    speakers=re.compile(r"\b(?:i|we|you|i've|we've|you've|i'm|we're|you're)\b"),
    known=word_set(
        "a an and or the for with at of in on to from per plus then that this it is are be as by up each",
        "every so my your our me you i we us gross net euro euros basis base all total max maximum min",
        "minimum tops most least please now today only just about around roughly say maybe perhaps ok okay",
        "fine well hm yes no deal alright right good sure but if when while what how extra more less fixed",
        "flat final additional another monthly yearly annually weekly year month week day days hour hours",
        "one two hello hi thanks thank fair would could can do does might something somewhere between half",
        "full whole next starting both either too also instead return exchange offer proposal cap limit",
        "raise increase bump rise discount cut budget salary plus range number price off same percent",
        "percentage points gets goes stays stay it's that's",
    ),
    counted=re.compile(
        r"(?!plus$|gross$|works$|sounds$|seems$|feels$|looks$|makes$|does$|gets$|suits$|this$|his$|yes$"
        r"|bonus$)\w+s"
        r"|\w+'s|people|children|men|women|staff|kid|guy|employee|person|client|customer|project|percentile"
    ),
    up=any_of(
        r"\b(?:raise|rise|increase|bump|uplift|top-?up|pay ?rise|increment|hike)s?(?: \w+){0,2} (?:of"
        r"|by) (?:about |around )?@",
        r"\b(?:raise|increase|bump|lift|extend|lengthen|go up|come up|move up)\b[^,;#@]{0,30}\bby (?:about "
        r"|around )?@",
        r"\b(?:add|adding|extra|additional|another|further|more|on top|put in)(?: (?:it|that|this|a"
        r"|an|of|only"
        r"|just|about|around|at least|roughly|some|up to))* @",
        r"^[^#@]*\bplus @|\bgo up @",
        rf"@(?: {_UNITS}){{0,3}} {_MORE}\b",
        rf"@ (?!and\b|or\b|but\b|for\b|plus\b|with\b|no\b|is\b|are\b|if\b|then\b"
        rf"|as\b)(?:(?!than\b)\w+ ){{1,2}}{_MORE}\b(?! or less)",
        r"@(?: of)? (?:extra|additional)\b",
        r"@ (?:\w+ )?on top of\b",
    ),
    down=any_of(
        r"\b(?:discount|reduction|cut|decrease|rebate|price cut)s? of (?:about )?@",
        r"\b(?:reduce|lower|cut|drop|decrease|shorten|go down|come down|bring"
        r"|trim)\b[^,;#@]{0,30}\bby (?:about )?@",
        r"\b(?:shave|knock|take)(?: (?:off|another))? @ (?:\w+ )?off\b|\b(?:shave|knock"
        r"|take) off (?:another )?@",
        r"\b(?:down|minus|less) @",
        rf"@(?: {_UNITS}){{0,2}} {_LESS}\b|@ off\b|@ (?:below|under) (?:that|your|the|today)",
        rf"@ (?!and\b|or\b|but\b|for\b|plus\b|with\b|no\b|is\b|are\b)(?:(?!than\b)\w+ ){{1,2}}{_LESS}\b",
    ),
    others_part=any_of(
        r"\byou(?:'d|'ll| would| will| can| could| may| might| should)? (?:get|take|have|keep|pay|cover|carry"
        r"|bear|receive)\b(?: (?:only|just|about|at least|at most|up to|the|other))* @",
        r"@(?: \w+){0,4}? (?:for|to) (?:you|yours|your (?:side|department|homes|houses|team))\b",
        r"@(?: \w+){0,4}? (?:paid|covered|carried) by you\b|\byour (?:part|share)(?: \w+){0,3} @",
    ),
    later=re.compile(r"@ later\b"),
    sooner=re.compile(r"@ (?:earlier|sooner|faster|quicker)\b"),
    value=any_of(
        r"\b(?:to|at|towards)(?: (?:about|around|say|roughly))? @(?! (?:\w+ ){0,2}(?:more|less|extra|off)\b)",
        r"\b(?:more|less|higher|lower|fewer) than @",
    ),
    raised=re.compile(r"\b(?:raise|rise|increase|bump|uplift|pay ?rise|hike|discount)\b"),
    own=re.compile(
        r"\b(?:another|again|once more|on top of that|on top of (?:my|what i)|(?:than|to|from) (?:my|what i)"
        r"|than i (?:offered|proposed|said|asked))\b"
    ),
    theirs=re.compile(
        r"\b(?:than|to|of|off|from|on top of|over|below|above|under) (?:your|what you|the) ?"
        r"(?:last |current |latest |first )?(?:offer|bid|proposal|ask|number|figure|asked?|offered|want"
        r"|proposed"
        r"|said|are asking|demand|quote)|than you (?:offer|offered|ask|asked|want|propose|said)"
    ),
    now=re.compile(
        r"\b(?:than|over|above|on top of|compared to|from) (?:it is |what (?:it|you|i|we) \w+ |you \w+ "
        r"|i \w+ |we \w+ )?"
        r"(?:now|today|currently|right now|this year|at present)\b"
        r"|\b(?:than|over|above|on top of|compared to|from) (?:my|your|the|his|her|today's) "
        r"(?:current |present |existing |today's )?(?:salary|pay|wage|budget|price|level|situation)\b"
    ),
    clause=re.compile(
        r"[,;:()–—]|\band (?=i\b|we\b)|\b(?:but|because|since|although|whereas|while|unless|as long as)\b"
    ),
    correction=re.compile(
        r"\b(?:sorry|i mean|i meant|correction|or rather|make that|actually|no wait|wait|no,|or better|well,"
        r"|on second thought|rather)"
    ),
    either=re.compile(r"\beither\b.*#?\bor\b"),
    other=re.compile(r"\W*(?:\w+\W+){0,2}or\W+(?:maybe |else |perhaps )?"),
    middle=any_of(
        r"\bmeet(?:ing)? (?:each other |you |me |one another )?(?:in the middle|half ?-?way|midway"
        r"|in between)\b",
        r"\bsplit(?:ting)? (?:the difference|it)\b",
        r"\bhalv(?:e|ing) (?:the |that |our )?(?:gap|difference|distance)\b",
        r"\b(?:in the middle|half ?-?way|mid-?way|mid-?point|middle ground|exactly between)\b",
    ),
    same=any_of(
        r"\b(?:the |these |those |on the )?same (?:terms|offer|deal|package|thing|proposal|conditions|again"
        r"|as before"
        r"|but|only|except)\b",
        r"\b(?:my|your|that|this|the|our|last|previous|earlier|first) (?:\w+ )?(?:offer|proposal|package|deal"
        r"|terms|bid)"
        r",? (?:but|except|only|plus|with|stands?|still stands?|again)\b",
        r"\bi(?:'ll)? (?:stick|stay) (?:to|with) (?:my|the|that) (?:\w+ )?(?:offer|proposal|package)\b",
        r"\brepeat my (?:offer|proposal)\b|^\W*(?:the )?same\W*$|\bthe same,",
    ),
    rest=any_of(
        r"\b(?:all|everything) else (?:the same|stays?|unchanged|as (?:it|you))\b",
        r"\b(?:the )?rest (?:is |stays )?(?:as|like)(?: in)? (?:your|my|that|the last|the previous)\b",
        r"\b(?:the rest|otherwise) (?:the same|stays?|unchanged|as (?:it|you|agreed|before))\b",
    ),
    keep=any_of(
        r"\b(?:keep|leave|leaving|keeping|hold)\b[^,;.#@]{0,30}~[^,;.#@]{0,25}"
        r"\b(?:as it is|as they are|as is|the same|unchanged|where it is|where they are|at today's|alone"
        r"|current|at the current)\b",
        r"\b(?:keep|leave) (?:the |my |your )?(?:same|current|existing|present) ~",
        r"\b(?:same|current|unchanged) ~|~ (?:as it is|as is|unchanged|the same)\b"
        r"|\bno (?:extra )?~ change\b",
        r"~ (?:\w+ ){0,2}(?:stays?|remains?|is|can stay|would stay)(?: \w+)? (?:as it is|as is|the same"
        r"|unchanged"
        r"|where it is)|\bno change (?:in|to) (?:the |my |your )?~",
    ),
    all_mine=any_of(
        *_all_of(r"(?:i|we)", r"(?:me|us|our side|our budget|our pocket|my side|my budget|my pocket)")
    ),
    all_yours=any_of(
        *_all_of("you", r"(?:you|your side|your budget|your pocket|your department)"),
        r"\b~ (?:is|would be|will be|can be) (?:all |entirely |completely )?yours\b",
    ),
    mine=re.compile(
        rf"\b(?:my|our) {_FIGURES}\b|\bmine\b|\b(?:i|we)(?:'ve| have)? (?:said|offered|proposed|asked)\b"
    ),
    yours=re.compile(rf"\byour {_FIGURES}\b|\byours\b|\byou(?:'ve| have)? (?:said|offered|proposed|asked)\b"),
    conditional=any_of(
        r"\b(?:if|provided|providing|in (?:exchange|return)|as long as|assuming|unless|when you|once you"
        r"|subject to"
        r"|depending on|on (?:the )?condition|only when)\b",
    ),
    not_conditional=re.compile(
        r"\b(?:what|how about|even|as|wonder(?:ing)?|ask|asking|see|know|not sure|check|tell me) if\b"
        r"|\bif (?:possible|that(?:'s| is)? (?:ok|okay|fine|helps|works|possible|suits)|i may|not|need be|so"
        r"|you (?:like|want to know|ask me|don't mind|will)|anything|necessary|it helps|we could|i could)\b"
    ),
)
