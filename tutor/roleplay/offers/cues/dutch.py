"""Dutch cues for offers."""

import re

from tutor.roleplay.offers.cues.cues import OfferCues, any_of, words
from tutor.roleplay.offers.number_words import word_set

# Within the clause: no other amount, comma or turn of the argument in between.
_GAP = r"(?:(?!\b(?:maar|want|omdat|dus|en|als|dan)\b)[^,;:#@])"
_NEAR, _WIDE = _GAP + "{0,20}", _GAP + "{0,45}"
_LONG = r"(?:(?!\b(?:maar|want|omdat|dus|en|als|dan)\b)[^,;:@]){0,45}"

_YOU = r"(?:je|jij|u|jullie)"
_SAID = words(
    "zei zeg zegt zeiden noemde noemden noemt noem vroeg vroegen vraagt vraag bood boden biedt stelde stelt",
    "wilde wou wil wilt begon had hadden gaf beloofde eiste eist schreef opperde leverde kocht nam namen",
    "deed rekende",
)
_SAID_PART = words(
    "gezegd genoemd gevraagd geboden geëist voorgesteld beloofd verhoogd gerekend geleverd gekocht gedaan",
    "gehad",
)
_FIGURE = words("vraag bod eis verzoek voorstel bedrag prijs aanbod offerte claim idee tegenbod vraagprijs")
_BENCHMARK = words(
    r"markt\w* gemiddelde? mediaan benchmark collega\w* anderen mensen vergelijkbare? soortgelijke?",
    r"concurrent\w* concurrentie elders branche\w* sector inflatie cpi onderzoek loongebouw cao vakbond",
    r"recruiter\w* headhunter norm statistiek\w* vacatures? functies_als iedereen niemand meestal gewoonlijk",
    "doorgaans normaal_gesproken",
)
_OTHER = words(
    "bedrijf bedrijven werkgever werkgevers leverancier leveranciers partij partijen aanbod baan afdeling",
    "afdelingen team teams kandidaat offerte aanbieder aanbieders organisaties",
)
_PAST = words(
    "verdiende verdienden betaalde betaalden kostte kostten kost kosten kreeg kregen gekregen ontving",
    "vorig_jaar vorige_(?:maand|week|keer) eerder vroeger destijds tot_nu_toe op_dit_moment momenteel",
    "uitgegeven besteed ging gingen steeg daalde gestegen gedaald geworden duurde verloor verloren gewonnen",
    "gaven gaf bracht brachten leverde leverden groeide kromp kocht kochten nam namen",
)
_BUSINESS = words(
    r"omzet winst marges? bespaard bespaar\w* opgeleverd oplever\w* verkocht verkopen verlies huur hypotheek",
    "goed_voor overwerk overuren verloop factuur facturen klachten",
)
_HAVE = words(
    "verdien verdient verdienen krijg krijgt krijgen betaal betaalt betalen heb hebt hebben zit zitten werk",
    "werkt werken is zijn doe doet kost",
)
_NOW = words("nu al momenteel vandaag tegenwoordig inmiddels op_dit_moment")
_TOO = words(
    "niks niets nauwelijks wisselgeld",
    "te veel_te belachelijk onmogelijk onrealistisch onacceptabel absurd",
    "lachertje onbespreekbaar uitgesloten van_tafel niet geen nooit lastig moeilijk fors pittig veel weinig",
    "hoog laag karig mager buiten boven aan_de_(?:hoge|lage) belediging beledigend grap onzin onredelijk",
    "idioot gek waanzin gortig",
)
_SHORT_NO = words(
    "te_(?:veel|hoog|laag|weinig|duur|gek) veel_te echt_niet onmogelijk nooit vergeet_het serieus meen_je",
    r"ben_je_gek dat_is_(?:te|veel|absurd|belachelijk|niet|onmogelijk) kom_op nee\b geen_sprake no_way echt",
)
_FINE = words("erg gek slecht verkeerd onredelijk alleen slechts zo_gek meer_dan verkeerd_hoor")
_THING = words(
    "dingen vragen vraag ding redenen reden punten punt opties optie momentje?s? seconden? minuten minuut",
    "minuutjes keer keren manieren manier stappen stap voorwaarden voorwaarde problemen probleem zaken",
    "onderwerpen voorbeelden",
)

_FIGURES = r"(?:\w+ )?(?:bod|voorstel|aanbod|tegenbod|pakket|deal|voorwaarden|idee|plan)"
_ALL = r"(?:alle|heel (?:het|de)|(?:het|de|dat|die) (?:hele|volledige|gehele|complete)(?: \w+)?)"


def _all_of(who: str, on_whom: str) -> tuple[str, ...]:
    """Patterns for an issue that somebody takes wholly: "jij betaalt het hele ~", "~ is voor jou"."""
    whole = r"(?:betalen|dragen|nemen|krijgen|houden|bekostigen)"
    takes = rf"(?:betaalt?|draagt?|neemt?|krijgt?|houdt?|bekostigt?|{whole})"
    helps = r"(?:zal|zult|zullen|kan|kun|kunt|kunnen|wil|wilt|willen|zou|zouden|mag|mogen)"
    return (
        rf"(?<!waarom )(?<!moet )\b{who}(?: dan)? {takes}(?: dan)? {_ALL} ~",
        rf"(?<!waarom )\b(?:betaal|betalen|draag|dragen|neem|nemen|krijg|krijgen) {who}(?: dan)? {_ALL} ~",
        rf"(?:\b{who} {helps}|\b{helps} {who})(?: dan)? {_ALL} ~ {whole}\b",
        rf"\b(?:als|mits|indien|stel dat|wanneer|zodra) {who}(?: dan)? {_ALL} ~ {takes}\b",
        rf"^\W*(?:dan |en |dus |als |stel )*{who} (?:betaalt?|betalen|draagt?|dragen) (?:het |de |dat )?~",
        rf"~ (?:\w+ )?(?:is|komt|gaat|zou|valt)(?: dan)? (?:helemaal|volledig|geheel|compleet) "
        rf"(?:voor|van|op|naar|bij|uit) {on_whom}\b",
    )


_ELSEWHERE = any_of(
    # A question about the number, not one that puts it forward.
    r"^\W*(?:en |maar |dus |ok |nou |dan )*(?:wat|hoe|welke?|wie|waar|wanneer|hoeveel|waarom)\b(?! (?:als|ik"
    r"|we|wij"
    r"|dacht|vind|zeg|denk|(?:mij|ons) betreft"
    r"|voor mij|zou (?:je|jij|u) (?:zeggen|denken|vinden)|klinkt|lijkt"
    r"|zit het met"
    r"|is mijn|staat|extra|meer|(?:\w+ )?dagen)\b)[^@]*@",
    rf"(?<!als )(?<!indien )(?<!mits )(?<!wanneer )\b{_YOU} (?:net |eerst |ook |zelf |nu |dus |toch |echt "
    rf"|eerder "
    rf"|daarnet |zojuist )*{_SAID}\b(?! {_YOU}){_WIDE}@",
    rf"(?<!wat )(?<!hoeveel )\b(?:zei|noemde|vroeg|bood|wilde|wou|begon|eiste|beloofde|stelde"
    rf"|wil) {_YOU}\b{_WIDE}@"
    r"(?! (?:doen|accepteren))",
    rf"\b(?:als|dat|wat|die) {_YOU} {_WIDE}@ (?:zei|noemde|vroeg|bood|wilde|{_SAID_PART})",
    rf"@{_WIDE}\b{_SAID_PART}(?: (?:had|hebt|heeft|hebben|hadden))?\b",
    rf"\b(?:je|jouw|uw|jullie) (?:(?!de\b|het\b|een\b|van\b)\w+ )?{_FIGURE}\b{_NEAR}@|\b(?:jouw|jullie|uw) @",
    r"@ (?:die|dat|wat) (?:je|jij|u|jullie)\b|@ van (?:jou|jullie|u)\b",
    rf"\b(?:waarom|hoezo|hoe kom|hoe komt|hoe komen|hoe kwam|waar komt|waar komen|vanwaar|waarop|leg uit"
    rf"|waar haal"
    rf"|wat (?:zou|zouden|zul) {_YOU}(?! (?:zeggen|denken|vinden))|wat zit er|hoeveel|hoe reken)\b(?! niet\b)"
    r"(?! van\b)[^,;#@]{0,45}@",
    r"^\W*(?:is|zijn) (?:die |de )?@ (?:\w+ )?(?:je|jouw|uw|het|de|echt|alles|definitief|onderhandelbaar"
    r"|nog)\b",
    rf"\b{_BENCHMARK}\b{_WIDE}@",
    rf"\b(?:ander|andere|tweede|de meeste|veel|alle) {_OTHER}\b{_WIDE}@",
    rf"@{_NEAR}\b(?:elders|gemiddeld|marktconform|is (?:markt\w*|het gemiddelde|de norm|gebruikelijk|normaal)"
    r"|bij (?:een ander|de concurrent|een concurrent|een andere)|in de markt)\b",
    rf"\b{_PAST}\b(?! @ (?:worden|krijgen)){_LONG}(?:\bmaar (?:liefst )?|\bslechts )?@",
    r"\b(?:papier\w*|lonen|loonkosten|index\w*|inflatie|energie\w*|diesel|grondstof\w*|karton\w*|transport\w*"
    r"|jullie kosten|de kosten)\b(?: \w+){0,4}? (?:is|zijn|met|maar|slechts|gegaan) (?:\w+ ){0,2}@"
    r"(?: \w+){0,2}? (?:gestegen|omhoog|duurder|hoger|meer|erbij|gegaan)\b",
    r"\b(?:bij (?:de|een|die) ander(?:e\w*)?|daar (?:krijg|verdien|kan)|ergens anders|elders)\b"
    r"[^.;!?]{0,60}@",
    rf"\b(?:was|waren|zat|zaten)\b(?! (?:aan het denken|benieuwd)){_NEAR}@(?! te denken)(?! in gedachten)",
    r"\b(?:had|hadden)\b(?! (?:ik |we |wij )?(?:gedacht|gehoopt|in gedachten|voorgesteld)\b)"
    rf"{_NEAR}@(?! (?:in (?:gedachten|mijn hoofd)|gedacht|voor ogen|willen))",
    r"\b(?:zit|zitten|werk|sta|verdien)\b (?:\w+ )?al\b(?:(?!\b(?:maar|want|en|dan)\b)[^,;:@]){0,25}@",
    rf"\b{_HAVE}\b(?: \w+){{0,2}} {_NOW}\b{_NEAR}@|\b{_HAVE}\b{_NEAR}@{_NEAR}\b{_NOW}\b"
    rf"|\bnu {_HAVE}\b{_NEAR}@",
    rf"@{_NEAR}\b(?:geleden|ervaring|werkervaring|dienstverband|in dienst|op rij|te laat|achter|vorig jaar"
    r"|vorige (?:maand|week)|kwijt\w*|vrij genomen|gekort|aangenomen|duurder|gewerkt|vertrokken|ontslagen)\b",
    rf"\b{_BUSINESS}\b{_WIDE}@|@ (?:\w+ )?{_BUSINESS}\b",
    rf"\bdat (?:kost|betekent|komt neer op|scheelt|is dan|wordt dan)\b{_WIDE}@",
    rf"@{_NEAR}\b(?:voor|over|van) (?:het |de |ons |heel )?(?:hele|totale|gehele|heel|iedereen"
    rf"|ons allemaal)\b",
    rf"\b(?:totale|hele|gehele|team|afdelings?)-?\s?(?:\w+ )?(?:budget|teambudget|kosten|begroting)\b{_WIDE}@"
    rf"|\bteambudget\b{_WIDE}@",
    r"\b(?:al|sinds|reeds|inmiddels) (?:\w+ ){0,2}@(?! (?:extra|erbij))(?=\W*$| (?:hier|bij|in|werk|mee|bezig"
    r"|lang|aan"
    r"|op|voor|van|niet|samen|klant|actief|collega)\b)",
    r"\b(?:de|het) (?:afgelopen|laatste|komende|eerste|volgende|vorige) (?:paar )?@",
    r"\b(?:binnen|over|na|om de) @ (?:hoor|kom|laat|weet|praten|heb|bel|is|spreken|zien|gaan|ga)\b",
    r"\b(?:ik|hij|zij|ze) (?:ben|is|word|wordt) @(?= (?:jaar|en|nu)\b|\W*$)",
    r"@ (?:jaar )?(?:hier|oud|bij (?:dit|het|de|jullie|ons)|jong)\b",
    r"@ (?:zeker|mee eens|eens|achter|duidelijk|eerlijk|zekerheid|inzet|met (?:je|jou|u) eens)\b",
    r"@ van (?:de|mijn|onze|het|alle|jullie) (?:tijd|gevallen|klanten|mensen|collega\w*|team|medewerkers"
    r"|gebruikers)\b",
    rf"\bnog (?:steeds|altijd)\b{_NEAR}@|\bhet is (?:nog )?@|@ (?:tot|voordat) (?:mijn|de|het|we|ik)\b",
    r"@ voor (?:we|ik|(?:mijn|de|het|onze) (?:deadline|start|begin|zomer|winter|vakantie|kerst|oplevering"
    r"|eind|einde|weekend|vergadering|afspraak|audit|levering|jaarwisseling))\b",
    r"\bover (?:die|de|deze|dat) @",
    rf"\bbeta(?:al|alt|len) (?:de|het|hen|hem|haar|ze|nieuwe|anderen|hun|onze)\b{_NEAR}@",
    r"\bhet(?: er| hier)? @ (?:mee |met |eens|achter|zeker)",
    r"\bvan @ (?:\w+ )?naar\b",
    r"\b(?:is|zijn|ging|gingen|daalden?|zakten?|steeg|stegen) (?:\w+ ){0,2}van # (?:\w+ )?naar @",
    rf"@ (?:andere |laatste |korte |kleine )?{_THING}\b",
)

_REFUSED = any_of(
    r"(?<!waarom )\b(?:niet|geen|nooit|vergeet|in plaats van|ipv|i\.p\.v\.|liever dan|dan over)(?! (?:alleen"
    r"|slechts)\b)"
    r"(?: (?:voor|op|bij|de|het|een|die|jouw|zomaar|echt|ook|eens|de volle|naar|tot|met|in)){0,3} @",
    rf"\b(?:kan|kunnen|wil|willen|ga|gaan|zal|mag|red)\b(?: \w+){{0,3}} (?:geen|niet|nooit|onmogelijk"
    rf"|moeilijk)\b{_NEAR}@",
    rf"@{_GAP}{{0,30}}\b(?:niet|nooit|geen|vergeten)\b(?! {_FINE})(?! cent)",
    rf"@{_NEAR}\b(?:is|zijn|was|vind|vinden|lijkt|klinkt|wordt|voelt|blijft|ligt|gaat)\b{_NEAR}\b{_TOO}\b"
    r"(?! (?:rekenen|verwachten|graag))",
    rf"@\W+{_SHORT_NO}",
    rf"\b(?:weiger|wijs|afwijzen|nee tegen|teleurgesteld|beledigd|schrik|schrok)\b{_WIDE}@",
    r"\bnee @",
    r"@ (?:is|was|zit|ligt) (?:nog |ver |ruim |altijd |zelfs )*(?:onder|beneden|minder dan|lager dan|meer dan"
    r"|boven"
    r"|hoger dan|niet wat|bijna niks|bijna niets|niks|niets|nauwelijks)\b",
    r"@[?!.]+ (?:maar )?(?:dat is|dat's|je (?:kunt|moet|meent)|hoe|kom op|meen|serieus|is dat een)\b"
    r"(?! (?:prima|goed|oké|ok|eerlijk|mooi|mogelijk|haalbaar|wat ik))",
)

_PRONOUN = r"(?:ik|we|wij|je|jij|u|jullie)"
_PUTS = words(
    "kan kunnen kunt kun wil willen wilt zou zouden mag mogen ga gaan gaat bied bieden biedt geef geven",
    "geeft leggen gun gunnen bestel bestellen sta staan teken tekent let stel stellen stelt krijg krijgen",
    "krijgt betaal betalen betaalt neem nemen neemt accepteer accepteren accepteert doe doen doet zet",
    "zetten blijf blijven blijft hou houd houden houdt teken tekenen kom komen komt zeg zit zitten zak",
    "zakken verhoog verhogen verlaag verlagen verdubbel zal zullen moet lever levert laat laten vraag dacht",
    "denk stop leg regel verleng verlengen verkort zie hoop mik bedoel bedoelde herhaal ben_bereid",
    "ben_akkoord",
)

_OFFERING = any_of(
    rf"\b{_PRONOUN}(?: (?!niet\b)\w+){{0,1}} {_PUTS}\b",
    rf"\b{_PUTS}(?: \w+)?(?: |-){_PRONOUN}\b",
    r"\b(?:maak er|maken we|zeg|laten we|laat ons|hoe klinkt|wat dacht je|wat als|wat vind je|wat zeg je|stel"
    r"|deal"
    r"|akkoord|oké|oke|ok|prima|doe maar|neem|geef|hou|houd|zet|voorstel|graag|dan maar|spreken we af"
    r"|afspreken"
    r"|kun|kan|zou|kunt|zouden|mag|tevreden|bereid|genoegen|blij met|leven met)\b",
    r"\b(?:mijn|ons|een|het|laatste|uiterste|eerste) ?(?:\w+ )?(?:bod|voorstel|aanbod|tegenbod|grens|maximum"
    r"|max"
    r"|limiet|plafond|uiterste|compromis|streefbedrag|bovengrens|ondergrens)\b",
    r"\b(?:maximaal|hooguit|hoogstens|minimaal|minstens|uiterlijk|max|niet meer dan|tot en met|in ruil|mits"
    r"|zolang"
    r"|indien|op voorwaarde|als (?:je|jij|u|jullie|we|wij|ik)|wanneer)\b",
    r"@ (?:\w+ ){0,3}(?:is|zijn|vind|vinden|lijkt|lijken|klinkt|werkt|kan|past|blijft|voelt|lukt"
    r"|moet lukken)\b",
    r"@ (?:\w+ )?(?:dan|wel)\W*$",
    r"\b(?:gaat|gaan|blijft|wordt|worden|komt|stijgt|daalt|zakt|verdubbelt)(?: (?:dan|er|wel|gewoon))?"
    r"(?: (?:naar|op|met|tot))? [@#]",
    r"\bhet (?:moet|zou moeten)\b|\bik (?:zei|vroeg|bood|noemde|stelde)\b",
    r"@ (?:\w+ ){0,2}(?:redelijk|eerlijk|prima|goed|mooi|passend|netjes|haalbaar|acceptabel)\b",
    r"\b(?:nodig|gehoopt|hoopte|gedacht|dacht|in gedachten|voor ogen|liever)\b",
    r"\b(?:daar is ruimte voor|er is ruimte voor|ruimte voor|in gedachten|voor ogen|voor @|dus @)",
)

_UNITS = words(
    "euro bruto netto per_maand per_jaar per_week dagen? uur thuis procent procentpunt in_de_week",
    "thuiswerken de_week de_maand in_de_maand stuks mensen mens fte vrij vrije_dagen verlof",
)
_MORE = words(
    "meer extra erbij bovenop erbovenop omhoog hoger opslag verhoging loonsverhoging salarisverhoging",
    "prijsverhoging stijging toevoegen langer bijdoen daarbovenop",
)
_LESS = words(
    "minder eraf lager korting goedkoper omlaag verlaging afhalen inleveren eronder korter",
)
_STOP = r"(?!en\b|of\b|maar\b|voor\b|plus\b|met\b|is\b|zijn\b|als\b|dan\b|wel\b|kan\b|ik\b)"

DUTCH = OfferCues(
    elsewhere=_ELSEWHERE,
    refused=_REFUSED,
    limit=any_of(
        r"\b(?:meer|hoger|minder|lager|beter|verder) dan (?:de |zo'n )?@",
        r"(?<!daar )\b(?:boven|onder|beneden) (?:de |zo'n )?@",
    ),
    negated=any_of(
        r"\b(?:niet|geen|nooit|zonder|niks|niets)\b[^#@]{0,40}@",
        rf"@{_WIDE}\b(?:onmogelijk|niet|te|nooit|geen|lastig|moeilijk|uitgesloten|onbespreekbaar"
        rf"|onrealistisch"
        r"|onacceptabel|zit er niet in)\b",
    ),
    offering=_OFFERING,
    others=re.compile(
        r"\b(?:hij|zij|ze|iedereen|niemand|iemand|mensen|klanten?|bedrijf|bedrijven|team|hr|financiën"
        r"|directie"
        r"|directeur|baas|vakbond|markt|wet|er zijn|er zitten|er waren|er kwamen|afdeling|afdelingen|heeft"
        r"|had"
        r"|hebben|heb|hebt|telt|volgens)\b"
    ),
    speakers=re.compile(r"\b(?:ik|we|wij|je|jij|u|jullie)\b"),
    known=word_set(
        "een en of de het voor met op van in aan tot per plus dan dat dit is zijn als bij mijn jouw je jij",
        "u uw ons onze ik we wij bruto netto euro basis alles totaal max maximaal min minimaal hooguit",
        "minstens graag nu vandaag alleen maar ongeveer rond zeg misschien ok oke oké prima goed nou hm ja",
        "nee deal akkoord zeker wel wat hoe extra meer minder vast vaste definitief erbij eraf nog ook",
        "maandelijks jaarlijks wekelijks jaar maand week dag dagen uur één twee hallo hoi dank bedankt",
        "eerlijk zou kan kunnen doen iets ergens tussen half halve hele volgende vanaf allebei ruil bod",
        "voorstel plafond grens verhoging opslag loonsverhoging salarisverhoging prijsverhoging korting",
        "budget salaris bedrag prijs zelfde hetzelfde procent procentpunt gaat blijft wordt daarnaast",
        "daarbij verder niks thuis er om te zo'n lang langer korter naar precies ben wel geen cent p m w pm",
        "qua bonus tweede derde bovenop",
    ),
    counted=re.compile(
        r"\w+'s|(?!als$|mits$|is$|was$|plus$|iets$|eens$|dus$|thuis$|anders$|sinds$|slechts$|hoogstens$"
        r"|minstens$|bonus$)\w+s|mensen"
        r"|\w*(?:projecten|klanten|medewerkers|uren|vergaderingen|gesprekken|kinderen|mensen|leden|orders"
        r"|klachten"
        r"|jaren|maanden|weken|dagen|vestigingen|kandidaten|studenten|patiënten|leerlingen|bedrijven|offertes"
        r"|zaken"
        r"|vacatures|functies|teams|afdelingen|producten|machines|locaties|bestellingen|mails|berichten"
        r"|pagina's"
        r"|project|klant|kind|order|persoon|man|vrouw|collega|lijnen|facturen|leveringen|deadlines|fouten"
        r"|taken)"
    ),
    up=any_of(
        r"\b(?:verhoging|opslag|loonsverhoging|salarisverhoging|prijsverhoging|stijging|toeslag"
        r"|ophoging)(?:en)?"
        r" (?:van |met |à )?(?:zo'n |ongeveer |maximaal |minimaal |hooguit )?@",
        r"\b(?:verhogen?|verhoogt?|stijgt?|stijgen|ophogen|omhoog|verlengen?|verlengt|groeit|gaat omhoog)\b"
        r"[^,;#@]{0,30}\bmet (?:zo'n |ongeveer )?@",
        r"\b(?:extra|nog|bovenop|erbovenop|bijkomende|additionele|meer|erbij|toevoegen|nog eens|leg er"
        r"|doe er)"
        r"(?: (?:van|een|zo'n|ongeveer|maximaal|hooguit|eens|maar|slechts))* @",
        r"^[^#@]*\bplus @",
        rf"@(?: {_UNITS}){{0,3}} {_MORE}\b",
        rf"@ {_STOP}(?:(?!dan\b)\w+ ){{1,2}}{_MORE}\b",
        r"\ber @ (?:\w+ )?bij\b|@ (?:euro )?bij (?:doen|leggen|komen)\b",
        r"@ (?:\w+ )?(?:verhogen|stijgen|omhoog|erbij|bijdoen|bovenop)\b",
    ),
    down=any_of(
        r"\b(?:korting|verlaging|daling|reductie)(?:en)? (?:van |met )?@",
        r"\b(?:verlagen?|verlaagt?|zak|zakken|zakt|omlaag|dalen|daalt|verminderen|verkorten|inkorten)\b"
        r"[^,;#@]{0,30}\bmet (?:zo'n |ongeveer )?@",
        r"\b(?:min|minus|minder) @",
        rf"@(?: {_UNITS}){{0,3}} {_LESS}\b",
        rf"@ {_STOP}(?:(?!dan\b)\w+ ){{1,2}}{_LESS}\b",
        r"\b(?:doe|haal|gaat|mag|ga)\b(?: er)?(?: \w+)? @ (?:\w+ )?(?:af|eraf|vanaf|zakken|omlaag)\b",
        r"\blever(?:t|en)?\b(?: \w+)? @ (?:\w+ )?in\b",
    ),
    others_part=any_of(
        r"\b(?:jij|je|jullie|u) (?:krijgt?|neemt?|houdt?|betaalt?|draagt?|betalen|krijgen|nemen|houden"
        r"|dragen)\b(?: (?:dan|maar|alleen|ongeveer|minstens|hooguit|de|die|andere))* @",
        r"\b(?:krijg|neem|houd|betaal|draag|krijgen|nemen|betalen|dragen) (?:jij|je|jullie)(?: dan)? @",
        r"@(?: \w+){0,4}? (?:voor|naar) (?:jou|jullie|je (?:huizen|afdeling|team|kant)"
        r"|jouw (?:huizen|afdeling|team|kant|rekening)|jullie (?:huizen|afdeling|rekening|kant))\b",
        r"\b(?:jouw|jullie) (?:deel|part)(?: \w+){0,3} @",
    ),
    later=re.compile(r"@ later\b"),
    sooner=re.compile(r"@ (?:eerder|sneller|vroeger)\b"),
    value=any_of(
        r"\b(?:naar|tot|op)(?: (?:ongeveer|zo'n|zeg))? @(?! (?:\w+ ){0,2}(?:meer|minder|erbij|extra|eraf)\b)",
        r"\b(?:meer|minder|hoger|lager) dan @",
    ),
    raised=re.compile(r"\b(?:\w*verhoging|opslag|stijging|korting|verlaging)\b"),
    own=re.compile(
        r"\b(?:nog(?: eens)?|daar ?bovenop|(?:op|dan|boven|onder|bij) mijn (?:\w+ )?(?:bod|voorstel|aanbod)"
        r"|dan (?:wat )?ik (?:\w+ )?(?:bood|voorstelde|zei|noemde|vroeg)|bovenop (?:mijn|wat ik))\b"
    ),
    theirs=re.compile(
        r"\b(?:dan|op|van|bovenop|onder|boven|bij|af van) (?:je|jouw|uw|jullie|wat je|wat u|wat jij) ?"
        r"(?:laatste |huidige |eerste )?(?:bod|voorstel|vraag|aanbod|prijs|bedrag|vraagprijs|offerte|bood"
        r"|biedt|vraagt"
        r"|vroeg|noemde|eis)\b|\bdan (?:je|jij|u|jullie) (?:bood|biedt|vraagt|vroeg|wilt|wil|noemde"
        r"|voorstelde)"
    ),
    now=re.compile(
        r"\b(?:dan|bovenop|boven|ten opzichte van|vergeleken met|t\.o\.v\.) (?:wat )?(?:het |je |ik |we |jij "
        r"|u |jullie )?"
        r"(?:nu|vandaag|tegenwoordig|op dit moment|momenteel)\b|\bvan nu\b"
        r"|\b(?:dan|bovenop|boven) (?:mijn|je|jouw|uw|het|de|zijn|haar) (?:huidige |bestaande )?"
        r"(?:salaris|loon|budget|prijs|niveau)\b"
    ),
    clause=re.compile(
        r"[,;:()–—]|\ben (?=ik\b|we\b|wij\b|dan\b)|\b(?:maar|want|omdat|aangezien|terwijl|hoewel|zolang|mits"
        r"|tenzij)\b"
    ),
    correction=re.compile(
        r"\b(?:sorry|ik bedoel|ik bedoelde|correctie|of liever|liever gezegd|maak daar|eigenlijk|nee wacht"
        r"|wacht|nee,"
        r"|of beter|bij nader inzien|oftewel)"
    ),
    either=re.compile(r"(?:^|\W)of (?:#|\w+ #).*\bof\b|\bóf\b"),
    other=re.compile(r"\W*(?:\w+\W+){0,2}of\W+(?:misschien |anders |dan )?"),
    middle=any_of(
        r"\b(?:halverwege|in het midden|het midden|middenweg|tussenin|ertussenin|half ?weg|tussen ons in)\b",
        r"\bhet verschil\b[^,;.]{0,25}\b(?:delen|splitsen)\b|\b(?:delen|deel|splitsen"
        r"|splits) (?:we )?het verschil\b",
        r"\bieder de helft van het verschil\b",
        r"\bhet (?:gat|verschil)\b[^,;.]{0,25}\bhalveren\b|\bhalveer(?:t|en)? (?:we )?het (?:gat|verschil)\b",
    ),
    same=any_of(
        r"\b(?:het)?zelfde (?:bod|voorstel|pakket|aanbod|voorwaarden|deal|maar|als (?:net|eerder|daarnet"
        r"|zojuist|hiervoor)"
        r"|opnieuw|behalve|alleen)\b",
        r"\b(?:dezelfde|zelfde) (?:voorwaarden|deal|afspraken|afspraak|condities)\b",
        r"\b(?:mijn|jouw|je|uw|dat|dit|het|ons|vorige|laatste|eerste) (?:\w+ )?(?:bod|voorstel|aanbod|pakket"
        r"|deal|tegenbod)"
        r",? (?:maar|behalve|alleen|plus|met|staat|blijft|geldt|nog)\b",
        r"^\W*(?:het)?zelfde\W*$|\bhetzelfde,|\bik blijf bij mijn (?:bod|voorstel|aanbod)\b",
        r"\bherhaal mijn (?:bod|voorstel)\b",
    ),
    rest=any_of(
        r"\b(?:de rest|al het andere|verder|alles verder|rest) (?:blijft|hetzelfde|gelijk|ongewijzigd|zoals"
        r"|zo laten)\b",
        r"\b(?:de )?rest (?:is |blijft )?(?:zoals|net als|als)(?: in| bij)? "
        r"(?:jouw|je|jullie|mijn|dat|het laatste|het vorige)\b",
    ),
    keep=any_of(
        r"\b(?:hou|houd|houden|laat|laten)\b[^,;.#@]{0,30}~[^,;.#@]{0,20}\b(?:zoals het (?:nu )?is"
        r"|zoals ze (?:nu )?zijn|gelijk|ongewijzigd"
        r"|hetzelfde|zo|zoals nu|staan|op het huidige|met rust|ongemoeid)\b",
        r"\b(?:hetzelfde|zelfde|huidige|gelijk|gelijkblijvend|ongewijzigd|bestaande)e? ~",
        r"~ (?:\w+ ){0,2}(?:blijft|blijven|kan|mag)(?: \w+){0,2} (?:zoals het (?:nu )?is|gelijk|ongewijzigd"
        r"|hetzelfde|zo"
        r"|staan|blijven)\b",
        r"~ (?:gelijk|ongewijzigd|hetzelfde|zoals nu|zoals het is)\b",
        r"\bblijft (?:het |de |mijn |je )?~ (?:gelijk|hetzelfde|zo|ongewijzigd)",
    ),
    all_mine=any_of(
        *_all_of(
            r"(?:ik|wij|we)", r"(?:mij|ons|mijn rekening|onze rekening|onze kant|ons budget|mijn budget)"
        )
    ),
    all_yours=any_of(
        *_all_of(
            r"(?:jij|je|jullie|u)",
            r"(?:jou|jullie|(?:jouw|jullie|je) (?:rekening|kant|budget))",
        )
    ),
    mine=re.compile(rf"\b(?:mijn|ons) {_FIGURES}\b|\bik (?:zei|bood|stelde)\b"),
    yours=re.compile(rf"\b(?:jouw|je|uw|jullie) {_FIGURES}\b|\b(?:jij|je|u|jullie) (?:zei|bood|stelde)\b"),
    conditional=any_of(
        r"\b(?:als|mits|indien|in ruil|op voorwaarde|zolang|vooropgesteld|tenzij|voorwaarde|afhankelijk van"
        r"|tegenover"
        r"|wanneer (?:je|jij|u|jullie)|daar ?staat|in ruil daarvoor)\b",
    ),
    not_conditional=re.compile(
        r"\bals we (?:nou|nu|eens)\b|"
        r"\b(?:wat|ook|zelfs|alsof|net|zoals|zoiets|iets|zelfde|beter|hoger|meer|evenveel|zoveel"
        r"|zo veel|zo snel) als\b"
        r"|\bals (?:dat (?:kan|mag|past|goed is|helpt|lukt|ok is|oké is)|het (?:kan|mag|moet|past|goed is)"
        r"|je (?:het goed vindt|dat (?:wilt|prettig vindt))|u (?:wilt|het goed vindt)|ik (?:mag|eerlijk ben)"
        r"|(?:(?:mijn|een|eerste|laatste|tussentijds) )?(?:bod|voorstel|tegenbod|openingsbod|basis|compromis"
        r"|bedrag))\b"
    ),
)
