"""Questions: which a team can be asked, ours, its school's and its own; what each is called, also once it is gone."""

from collections import Counter
from typing import Literal

from bot.app.context.house import House
from bot.core.method import Family, Method
from bot.core.model import LANGUAGES
from bot.core.own_question import Kind, as_method, number_of
from bot.core.step import Bilingual
from bot.storage import own_questions, sessions

# What stands around a title that somebody types.
AROUND = " “”\"'’‘?!.…"


def of_team(house: House, team_id: int) -> dict[str, Method]:
    """Return every question that a team can be asked, by id: those that all can be, and its own."""
    return {**house.content.prompts, **own(house, team_id)}


def own(house: House, team_id: int) -> dict[str, Method]:
    """Return the questions that a team wrote itself, by id, oldest first."""
    kept = own_questions.of_team(house.database, team_id)
    kinds = {family: kind_of(house, family) for family in {one.words.family for one in kept}}
    return {one.method: as_method(one.id, one.words, kinds[one.words.family]) for one in kept}


def find(house: House, team_id: int, method: str) -> Method | None:
    """Return a question or a method of consultation of a team, by its id; None of what there isn't any more."""
    number = number_of(method)
    if number is None:
        return house.content.methods.get(method)
    kept = own_questions.find(house.database, team_id, number)
    return as_method(kept.id, kept.words, kind_of(house, kept.words.family)) if kept else None


def title(house: House, team_id: int, method: str, session_id: int | None = None) -> Bilingual | None:
    """Return what something is called that a team was or can be asked; of what there isn't any more, what it was called
    when it was last asked. In a session, a question that the team wrote itself is called as it was then."""
    asked = sessions.find(house.database, session_id) if session_id and number_of(method) is not None else None
    if asked and asked.state.outline.title:
        return asked.state.outline.title
    found = find(house, team_id, method)
    called = found.title if found else house.content.title(method)
    if called is None and (last := sessions.last_of(house.database, team_id, method)):
        return last.state.outline.title
    return called


def named(house: House, team_id: int, said: str) -> Method | None:
    """Return the question of a team that somebody names, by its id or its title in either language."""
    there, meant = of_team(house, team_id), said.strip(AROUND).casefold()
    titles = {text.strip(AROUND).casefold(): one for one in there.values() for text in (one.title.nl, one.title.en)}
    return there.get(meant) or titles.get(meant)


def kind_of(house: House, family: Family) -> Kind:
    """Return what a team's own questions of a kind are like: as most of ours of that kind are."""
    ours = [one for one in house.content.prompts.values() if one.family == family]
    activities, kept_as = Counter(one.activity for one in ours), Counter(_keeps(one) for one in ours)
    return Kind(
        activity=activities.most_common(1)[0][0] if activities else None,
        keeps=kept_as.most_common(1)[0][0] if kept_as else "answer",
        why=_in_both(house, "own_questions.why"),
        follow_up=_in_both(house, "own_questions.usual"),
    )


def _keeps(method: Method) -> Literal["answer", "success"]:
    return "success" if method.steps[0].keeps == "success" else "answer"


def _in_both(house: House, key: str) -> Bilingual:
    return Bilingual(**{language: house.content.sentences[language].templates[key] for language in LANGUAGES})
