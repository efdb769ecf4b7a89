"""What the people who are played say: a method's own examples, or sentences that fit any method."""

import re

from bot.content import Content
from bot.core.method import Method
from bot.core.model import Language
from bot.core.session.modes import Shown
from bot.core.session.state import Planned
from bot.core.step import Bilingual, Example, Step

FEWEST = 2
STRENGTH, NOTED = "strength", "noted"
BRIEF = 160


def _both(nl: str, en: str) -> Bilingual:
    return Bilingual(nl=nl, en=en)


# By what a step keeps, or by who speaks in it where it keeps an answer.
ANY_METHOD: dict[str, tuple[Bilingual, ...]] = {
    "candidate": (
        _both(
            "Een leerling haakt af zodra het moeilijk wordt. Wat kan ik doen vóór het zover is?",
            "A pupil drops out as soon as it gets hard. What can I do before it comes to that?",
        ),
        _both(
            "In ons overleg zeg ik steeds ja en baal ik achteraf. Hoe kom ik daarvan af?",
            "In our meetings I keep saying yes and regret it afterwards. How do I stop doing that?",
        ),
    ),
    # The same, where what went well is asked for.
    "candidate success": (
        _both(
            "Een klas die altijd rumoerig binnenkomt, zat deze week na twee minuten te lezen. Ik wil snappen waardoor.",
            "A class that always comes in noisily was reading within two minutes this week. I’d like to know why.",
        ),
        _both(
            "Een leerling die nooit iets vroeg, stak haar vinger op. Wat deed ik anders?",
            "A pupil who never asked anything put up her hand. What did I do differently?",
        ),
    ),
    "lesson success": (
        _both(
            "Wat goed ging, was voorbereid. Dat vergeet ik snel.", "What went well had been prepared. I forget that."
        ),
        _both("Ik doe vaker iets goeds dan ik dacht.", "I do things right more often than I thought."),
        _both("Vragen hoe iets lukte is een vak apart.", "Asking how something worked is an art of its own."),
        _both("Dit probeer ik dinsdag ook.", "I’ll try this on Tuesday too."),
    ),
    "case": (
        _both(
            "Een leerling legt zijn pen neer zodra een som niet meteen lukt. Ik ga er dan naast zitten en doe de eerste"
            " stap voor. Hij wacht daar nu op.",
            "A pupil puts down his pen as soon as a sum doesn’t work out at once. I then sit down beside him and do the"
            " first step. By now he waits for that.",
        ),
    ),
    "answer": (
        _both("Wat gebeurt er in de halve minuut daarvoor?", "What happens in the half minute before that?"),
        _both("Het valt me op dat jij als eerste in actie komt.", "It strikes me that you are the first to act."),
        _both("Ik herken het: wachten kost mij ook moeite.", "I recognise this: I find it hard to wait too."),
    ),
    # What colleagues may ask or advise whatever the case is, for one that a visitor brought.
    "any case": (
        _both(
            "Wat gebeurt er vlak ervoor? Daar zou ik als eerste naar kijken.",
            "What happens just before it? That is where I would look first.",
        ),
        _both(
            "Wanneer ging het wél goed, en wat was er toen anders? Misschien kun je dat vaker doen.",
            "When did it go well, and what was different then? Perhaps you can do that more often.",
        ),
        _both(
            "Welke kleine stap past al in de les van morgen? Begin met die ene.",
            "Which small step would fit into tomorrow’s lesson? Start with that one.",
        ),
        _both(
            "Weet iemand anders al dat dit speelt? Mij hielp het om er eerst met één collega over te praten.",
            "Does anybody else know about this yet? It helped me to talk about it with one colleague first.",
        ),
    ),
    "own answer": (
        _both("Dat raakt me. Daar had ik niet aan gedacht.", "That strikes home. I hadn’t thought of that."),
    ),
    "note": (_both("Hier wil ik straks op terugkomen.", "I want to come back to this later."),),
    # What whoever’s turn it is notes down while the others talk, turn after turn.
    "listening": (
        _both(
            "Het eerste wat er gezegd werd, blijft hangen.",
            "The first thing that was said has stuck.",
        ),
        _both("Bij de tweede opmerking wilde ik me verdedigen.", "At the second remark I wanted to defend myself."),
        _both("Ze zien iets wat ik zelf had weggelaten.", "They’ve seen something I’d left out."),
    ),
    "talk": (
        _both("Misschien is er eerst iets anders nodig.", "Perhaps something else is needed first."),
        _both("Of het gaat vanzelf beter, als niemand ingrijpt.", "Or it gets better by itself if nobody steps in."),
    ),
    "success": (
        _both("Toen ik wachtte, begon hij zelf.", "When I waited, he began by himself."),
        _both("Hij vroeg om hulp in plaats van te stoppen.", "He asked for help instead of stopping."),
    ),
    "lesson": (
        _both(
            "Ik weet nu beter waar het mij om gaat.",
            "I’m clearer now about what matters to me here.",
        ),
        _both(
            "Ik kijk straks anders naar mijn eigen groep.", "I’ll be looking at my own class differently from now on."
        ),
        _both(
            "Een ander zei iets wat ik zelf nooit bedacht had.",
            "Somebody said something that would never have occurred to me.",
        ),
    ),
    "commitment": (
        _both(
            "Morgen na de kleine pauze stel ik eerst een vraag, en daarna schrijf ik op wat er gebeurde.",
            "After break tomorrow I’ll ask a question first, and then write down what happened.",
        ),
    ),
    # To a question, whatever it asks, by each in turn; and to one that comes later.
    "to a question": (
        _both(
            "Dat wist ik meteen. Het is maar iets kleins, en toch dacht ik er de hele dag aan.",
            "I knew at once. It’s only a small thing, and yet it was on my mind all day.",
        ),
        _both(
            "Bij mij zijn het er twee. De kleinste is de leukste.", "I have two of them. The smaller one’s the better."
        ),
        _both(
            "Daar moest ik lang over nadenken, en ik ben er nog niet uit.",
            "I had to think hard about that, and I’m not there yet.",
        ),
        _both(
            "Eerlijk gezegd had ik gisteren iets anders geantwoord.",
            "To be honest, yesterday I’d have said something else.",
        ),
        _both("Ik zou het eerst aan mijn leerlingen vragen.", "I’d ask my pupils first."),
        _both("Dit houd ik nog even voor mezelf.", "I’ll keep this one to myself for now."),
    ),
    "to a later question": (
        _both(
            "Sinds de vorige vraag let ik erop. Het komt vaker voor dan ik dacht.",
            "Since the last question I’ve been noticing it. It happens more than I thought.",
        ),
        _both("Ik zou het nu anders zeggen, en korter.", "I’d put it differently now, and more briefly."),
        _both(
            "Een collega zei iets waar ik nog niet aan gedacht had.",
            "A colleague said something I hadn’t thought of.",
        ),
        _both(
            "Bij mij is er nog niets veranderd, en dat mag ook.", "Nothing’s changed for me yet, and that’s fine too."
        ),
        _both("Mijn leerlingen hadden er een beter antwoord op.", "My pupils had a better answer."),
        _both("Ook dit houd ik nog even voor mezelf.", "This one I’ll keep to myself as well."),
    ),
    # What a scan is about, where it needs that, and what a group agrees on after one.
    "topic": (_both("werken in units", "teaching in units"),),
    "agreement": (
        _both(
            "De komende maand begint ieder overleg met vijf minuten over iets wat lukte.",
            "For the next month, every meeting begins with five minutes about something that worked.",
        ),
    ),
    "result": (
        _both(
            "Ze merkten het eerder dan ik dacht. Het hielp dat ik het had opgeschreven.",
            "They noticed sooner than I’d expected. It helped that I’d written it down.",
        ),
        _both(
            "Het begin lukte, daarna was de tijd op. Volgende keer neem ik minder tegelijk.",
            "The beginning worked, then time ran out. Next time I’ll take on less at once.",
        ),
        _both("Het is gelukt, en iemand zei er zelf iets over.", "It worked, and somebody remarked on it."),
    ),
}


def line(kind: str, language: Language, which: int = 0) -> str:
    """Return a sentence of a kind that fits any method: after the last one the first again."""
    return ANY_METHOD[kind][which % len(ANY_METHOD[kind])].in_(language)


def lines_on_any_case(on: Planned, language: Language) -> list[str]:
    """Return what others have to say in a step about a case that no file knows, since a visitor brought it."""
    if on.step.way.is_together:
        return []
    kind = _kind(on, is_owner=False)
    return [text.in_(language) for text in ANY_METHOD["any case" if kind == "answer" else kind]]


def lines_for(content: Content, method: str, on: Planned, language: Language, *, is_owner: bool) -> list[str]:
    """Return what there is to say in a step: the examples of its file, filled up to two where several people speak.

    Where the owner speaks among others they say what is theirs to say, and the others what is not. Of what is done
    together in a room nothing is written but the examples.
    """
    step, examples = _written(content, method, on), _examples(content, method, on)
    others = {"owner": "helpers", "helpers": "owner"}["owner" if is_owner else "helpers"]
    after = _after_the_owner(on, examples)
    found: list[Bilingual] = [one for one in examples if one.by not in (others, NOTED) and one not in after]
    if is_owner and (step.who == "all" or step.way.owner_answers):
        found = [one for one in examples if one.by == "owner"] or list(ANY_METHOD["own answer"])
    enough = 1 if is_owner else FEWEST
    if len(found) < enough and not step.way.is_together:
        found += ANY_METHOD[_about(_kind(on, is_owner), content.walkthroughs[method])]
    return [text.in_(language) for text in found]


def tells_whose(content: Content, method: str, on: Planned) -> bool:
    """Tell whether the examples of a step say whose words they are."""
    return any(one.by not in (None, NOTED) for one in _written(content, method, on).examples)


def owners_lines(content: Content, method: str, on: Planned, language: Language) -> list[str]:
    """Return what the examples of a step have that is the owner's to say, or to note while the others talk."""
    return [one.in_(language) for one in _examples(content, method, on) if one.by == "owner"]


def rejoinder_for(content: Content, method: str, on: Planned, language: Language) -> str:
    """Return what whoever spoke before the owner says to their answer; nothing where the examples end with that."""
    after = _after_the_owner(on, _examples(content, method, on))
    return after[0].in_(language) if after else ""


def _after_the_owner(on: Planned, examples: list[Example]) -> list[Example]:
    """Return what the others say in a talk once the owner has spoken, who did so after some of them."""
    whose = [one.by == "owner" for one in examples]
    if not on.step.way.is_for_all_in or True not in whose[1:] or whose[0]:
        return []
    return [one for one in examples[len(whose) - whose[::-1].index(True) :] if one.by != NOTED]


def own_lines(content: Content, method: str, on: Planned, language: Language) -> list[str]:
    """Return the examples of a step, and nothing else."""
    return [one.in_(language) for one in _examples(content, method, on)]


def noted_for(content: Content, method: str, on: Planned, language: Language) -> str:
    """Return what one of them jots down at a table of what the others said; nothing where the file has nothing."""
    noted = (one.in_(language) for one in _examples(content, method, on) if one.by == NOTED)
    return next(noted, "")


def cases_for(content: Content, method: str, language: Language) -> list[str]:
    """Return what people bring, one each: the cases of a method's file, else how its own examples of a
    case begin; and what fits any method."""
    found = content.walkthroughs[method]
    told = next((step.examples for step in found.steps if step.keeps == "case" and step.examples), ())
    # Where one case is chosen, more examples are more pieces of it.
    begun = [_beginning(text.in_(language)) for text in (told[:1] if found.case == "one" else told)]
    own = [text.in_(language) for text in found.cases] or begun
    kind = _about("candidate", found)
    return own + [line(kind, language, which) for which in range(len(own), FEWEST)]


def _about(kind: str, method: Method) -> str:
    """Return the kind of sentence where a method asks what went well."""
    return f"{kind} success" if STRENGTH in method.needs and f"{kind} success" in ANY_METHOD else kind


def _beginning(text: str) -> str:
    """Return the sentences with which a text begins, as many as are brief."""
    sentences = re.split(r"(?<=[.?!]) ", text)
    brief = [at for at in range(1, len(sentences) + 1) if len(" ".join(sentences[:at])) <= BRIEF]
    return " ".join(sentences[: max(brief, default=1)])


def _written(content: Content, method: str, on: Planned) -> Step:
    """Return a step as its file has it: a session's own plan leaves out the examples."""
    if on.number:
        return content.walkthroughs[method].steps[on.number - 1]
    step: Step = getattr(content.frame, on.key)
    return step


def _examples(content: Content, method: str, on: Planned) -> list[Example]:
    """Return the examples of a step that are about the case of the turn that is on; after the last turn that has some
    of its own, those of the first again."""
    there = _written(content, method, on).examples
    turn = on.turn % max((one.turn or 1 for one in there), default=1) + 1
    return [one for one in there if one.turn in (None, turn)]


def _kind(on: Planned, is_owner: bool) -> str:
    if on.step.keeps != "answer":
        return on.step.keeps
    if on.step.way.shown is Shown.NEVER:
        return "note"
    if not on.step.way.waits_for_all:
        return "talk"
    return "own answer" if is_owner else "answer"
