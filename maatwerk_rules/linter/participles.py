"""The passive voice in Dutch sentences, told by the form of words and a few lists.

No sentence is parsed. A participle is told by how it begins and ends and by what follows it; the
verb it belongs to is the one next to it, or else the nearest before it. What is doubtful is left
alone: better a passive that nobody reports than a sentence that is blamed for nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import attrs


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _one_of(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


# The first part of a verb that comes apart: `af` in `afgewezen`.
_APART = _one_of(
    "aan achter af bij binnen buiten dicht door goed in kwijt los mee na neer om onder op over "
    "samen stop tegemoet tegen terug toe tussen uit vast vol voor vooruit vrij weer weg"
)
# Participles without `ge` that do not end in `d` or `t`, or begin in another way than `_WEAK`.
_STRONG = _one_of(
    "aanvaard bedrogen begrepen beschreven besloten besproken bevolen bewezen erkend herroepen "
    "herschreven herzien misbruikt omschreven onderbouwd onderbroken onderschreven ondersteund "
    "ondertekend onderzocht ontbonden ontnomen ontslagen ontvangen overlegd overtreden overwogen "
    "verboden verbonden verbroken vergeleken vergeten vergeven verkozen verkregen verloren "
    "verschoven verwezen verworpen verworven verzonden voldaan voltooid voorkomen weerlegd"
)
_STRONG_APART = _one_of(
    "besloten besproken bevolen ontvangen schreven verbonden verwezen verzonden"
)
# Behind these a `d` ends a participle, and a `t` where its stem does: `betaalt` is none.
_WEAK = r"(?:be|ver|her|ont)\w*[a-zë](?:d|(?:[kfspx]|ch)t)"
_NO_ENDING = r"(?<![^eiko]end)(?<!heid)(?<!heden)(?<!ingen)(?<!nissen)"
_PARTICIPLE = re.compile(
    rf"(?i)(?<![\w-])(?:{_APART}?ge\w*(?:[dt]|en|ien|aan)"
    rf"|{_STRONG}|{_APART}?{_WEAK}|{_APART}{_STRONG_APART}|voorge?schreven){_NO_ENDING}(?![\w-])"
)

# Looks like a participle and is another word: most are nouns, some infinitives.
_OTHER = _listed(
    "beeld beleid bericht bestand bestond bevond bewind gebed gebeuren gebied gebieden gebit "
    "gebouwen gebreken gebruiken gedachten gedicht geduld geen gehandicapten geheimen gehuwden "
    "geld gelden geleden geloven geluid gemachtigden gemeen gemeenten genieten genoegen gerecht "
    "gerechten geschenken geschillen geslacht gesprekken getallen getuigen gevallen gevecht geven "
    "gevolgen gewassen geweld geweten gewicht gewichten gewonden gewoonten gezicht gezinnen "
    "herfst herkomst ingezetenen ontstond verband verbond vermogend verstand verstond"
)
# Says how somebody or something is, also with `worden`.
_STATE = _listed(
    "afgelegen bekend benieuwd bereid beroemd bevoegd bevriend bezorgd geboren gedetineerd "
    "gehandicapt gehuwd gelegen gemiddeld geneigd gepensioneerd gerechtigd gescheiden geschikt "
    "getrouwd geweest gewenst gewond geworden gezond ingewikkeld opgelucht tegengesteld "
    "uitgebreid verbaasd verdacht verkeerd verliefd vermist vermoeid verplicht verslaafd "
    "vertrouwd verward"
)
# With `zijn` these say what holds for somebody, or what came about of itself.
_WITH_ZIJN = _listed(
    "aangesloten aangewezen afgenomen afgestudeerd bedoeld beperkt bestemd betrokken bevallen "
    "bezet gebaseerd gebonden gedwongen gelijkgesteld gemachtigd genezen genoodzaakt geopend "
    "geregistreerd gericht gesloten gespecialiseerd gevestigd gewijzigd geëindigd hersteld "
    "ingeschreven omgekeerd ontslagen ontsnapt opgehouden opgeleid opgenomen teruggekeerd "
    "toegenomen toegestaan uitgesloten veranderd verbeterd verboden verbonden verdubbeld "
    "verdwaald vereist vergeten verhinderd verhuisd verlopen verminderd vervallen verzekerd "
    "voldaan vrijgesteld"
)
_OF_ITSELF = re.compile(
    r"\w*ge(?:beurd|bleven|daald|gaan|groeid|komen|land|lopen|lukt|reden|reisd|slaagd|sprongen|"
    r"staan|start|stegen|stopt|storven|studeerd|vallen|varen|vlogen|vlucht|weken|zakt|zeten)"
)

_WORDEN = "wordt worden word werd werden"
_ZIJN = "is zijn was waren ben bent"
_OTHERS = (
    "hebt hebben heeft heb had hadden krijgt krijgen krijg kreeg kregen blijft blijven blijf bleef "
    "bleven raakt raken raakte raakten lijkt lijken staat staan stond zit zitten zat"
)
_VERBS = _one_of(f"{_WORDEN} {_ZIJN} {_OTHERS}")
_MODALS = _one_of(
    "kan kunnen kon konden kunt moet moeten moest moesten mag mogen mocht mochten wil willen wilt "
    "zal zullen zult zou zouden hoeft hoeven hoefde dient dienen diende"
)
_VERB = re.compile(rf"(?i)(?<![\w-])(?P<verb>{_VERBS})(?![\w-])")
_NEXT = re.compile(rf"(?i)\s+(?:{_MODALS}\s+)?(?:te\s+)?(?P<verb>{_VERBS})(?![\w-])")
# What follows a participle at the end of what it says; before a noun it is an adjective.
_BEHIND = re.compile(
    r"(?i)\s*(?:$|[.?!()]|"
    + _one_of(
        "aan achter als bij binnen boven buiten dan dat door en er hoe hoeveel in maar met na naar "
        "nadat namens of om omdat onder op over per sinds te tegen tenzij terwijl tijdens toen tot "
        "totdat tussen uit van vanaf vanwege via volgens voor voordat waar waarom wanneer want wat "
        "wie zoals zodat zodra zolang zonder"
    )
    + r"(?![\w-]))"
)
_NEAR = 12
_AS_NOUN = re.compile(r"(?i)(?<![\w-])(?:een|de|uw|geen|elk|elke|te)\s+$")
# A clause with a verb of its own: what stands in it belongs to that verb.
_OWN_VERB = re.compile(
    rf"(?i)(?<![\w-])(?:{_MODALS}|als|dat|die|hoe\w*|maar|nadat|om|omdat|terwijl|toen|voordat|"
    r"waar\w*|want|wanneer|wat|wie|zodat|zolang|(?:en|of)(?! (?:een|de|het|uw)\b))(?![\w-])"
)
_POINTS_BACK = re.compile(r"(?i) (?:dat|die|dit)(?: (?:al|eerder|niet|nog|ook))* ")
_PART = re.compile(r"[^,;:]+")


@attrs.frozen
class Passive:
    """A form of `worden` or `zijn`, where it stands, and the participle that it makes passive."""

    verb: str
    participle: str
    start: int
    end: int


def find_passive(text: str, start: int = 0, end: int | None = None) -> Passive | None:
    """Return the first passive in a sentence, which stands from `start` to `end` in the text.

    >>> find_passive("Er wordt beoordeeld of u hulp krijgt.")
    Passive(verb='wordt', participle='beoordeeld', start=3, end=8)
    >>> find_passive("Weet u waarom uw aanvraag is geweigerd?").participle
    'geweigerd'
    >>> find_passive("U bent getrouwd en hebt een huis gekocht.")
    """
    for part in _PART.finditer(text, start, len(text) if end is None else end):
        verbs = list(_VERB.finditer(text, *part.span()))
        for done in _PARTICIPLE.finditer(text, *part.span()):
            verb = _verb_of(text, part.span(), verbs, done)
            if verb is not None and _is_passive(verb["verb"].lower(), done[0].lower()):
                return Passive(verb["verb"], done[0], *verb.span("verb"))
    return None


def _verb_of(
    text: str, part: tuple[int, int], verbs: list[re.Match[str]], done: re.Match[str]
) -> re.Match[str] | None:
    """Return the verb a participle belongs to: the one right behind it, or the nearest before."""
    start, end = part
    behind = _NEXT.match(text, done.end(), end)
    if behind is not None:
        return behind
    before = text[max(start, done.start() - _NEAR) : done.start()]
    if not _BEHIND.match(text, done.end(), end) or _AS_NOUN.search(before):
        return None
    number = bisect_left(verbs, done.start(), key=lambda verb: verb.start())
    if not number:
        return None
    verb = verbs[number - 1]
    is_apart = _is_apart(text[verb.end() : done.start()], verb, done, is_only=number == 1)
    return None if is_apart else verb


def _is_apart(between: str, found: re.Match[str], done: re.Match[str], *, is_only: bool) -> bool:
    """Tell whether the nearest verb before a participle may well be no verb of that participle."""
    verb = found["verb"].lower()
    if verb == "zijn" and not is_only and between.strip():
        return True  # Perhaps `his`.
    if verb in _WORDEN.split() and done[0].lower().endswith("d"):
        return False
    return not _POINTS_BACK.fullmatch(between) and _OWN_VERB.search(between) is not None


def _is_passive(verb: str, participle: str) -> bool:
    if participle in _OTHER or participle in _STATE:
        return False
    if verb in _WORDEN.split():
        return True
    active = participle in _WITH_ZIJN or _OF_ITSELF.fullmatch(participle)
    return verb in _ZIJN.split() and not active
