"""Mere words: a bare yes, a single word or a question stands for others only once its writer says it is meant so."""

from bot.app.context import short_words
from bot.app.context.occasion import Occasion
from bot.core.outgoing import Keyboard
from bot.core.purposes import ABOUT_STEP
from bot.core.session import taking_part
from bot.core.session.modes import Shown
from bot.core.session.state import Session
from bot.storage import contributions, entries
from bot.storage.contributions import Contribution


def are_in(occasion: Occasion, then: Session, text: str) -> bool:
    """Tell whether a text that one puts down for all in a step, which closes it, may be meant for something else."""
    if not taking_part.is_closed_by_one(then.state):
        return False
    is_reply = short_words.means(occasion, text, "agreeing", "declining", "finished", "sharing", "keeping", "passing")
    # Where it is nobody's in particular, whoever asks what is meant hasn't written it.
    is_question = taking_part.leads_step(then.state) is None and text.rstrip().endswith("?")
    return is_reply or is_question or len(text.split()) < 2


def are_for_others(occasion: Occasion, then: Session, text: str) -> bool:
    """Tell whether a text in private for a step of which each writes something, that others read, is a mere yes, thanks
    or number: it may be meant for a button, or for what the bot said last."""
    way = then.state.now_on.step.way
    if way.shown is Shown.NEVER or not way.by_words:
        return False
    is_number = text.strip(" .!").isdecimal() and not way.part_by_part
    return is_number or short_words.are_mere(occasion, text) or short_words.means(occasion, text, "passing")


def are_mere_there(occasion: Occasion, then: Session, text: str) -> bool:
    """Tell whether a text for a step is mere words of either kind."""
    return are_in(occasion, then, text) or are_for_others(occasion, then, text)


def let_go(occasion: Occasion, then: Session) -> None:
    """Erase the mere words that somebody was asked about, once they wrote what they had to say."""
    for own in contributions.in_session(occasion.database, then.id, occasion.who.id):
        if own.kind == "draft" and own.step == then.step and are_mere_there(occasion, then, own.text):
            entries.erase(occasion.database, own.id)


def ask(occasion: Occasion, then: Session, own: Contribution) -> None:
    """Ask whoever wrote them, in private, whether they are to stand there."""
    language = occasion.private_language(occasion.who)
    agrees: Keyboard = ()
    if then.state.now_on.step.way.settles_by_press:
        agree = f"agree {then.id} {then.state.position}"
        agrees = ((occasion.button_in(language, "step_agree", agree),),)
    rows: Keyboard = agrees + tuple(
        (occasion.button_in(language, f"place_{key}", f"place {own.id}{word}"),)
        for key, word in (("here", ""), ("not", " not"))
    )
    title = occasion.in_team_words(then.state.now_on.step.title, language)
    purpose, closes = ABOUT_STEP.of(then.state.position), taking_part.is_closed_by_one(then.state)
    say = "contributing.sure_for_all" if closes else "contributing.sure_for_step"
    if occasion.is_private:
        occasion.answer(say, rows, session=then, purpose=purpose, title=title, text=own.text, agrees=bool(agrees))
    else:
        occasion.whisper(
            occasion.who, say, rows, session=then, purpose=purpose, title=title, text=own.text, agrees=bool(agrees)
        )
