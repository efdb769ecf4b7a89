"""After one's own: words right after what somebody wrote for themselves or for others may still be about that."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.app.context import short_words
from bot.app.context.occasion import Occasion
from bot.app.practices import typed, which
from bot.app.sessions import going_on, unread
from bot.core.events import Wrote
from bot.core.legible import has_words
from bot.core.model import Audience
from bot.core.purposes import ABOUT_OWN, PAIR_STEP, STEP
from bot.core.saying.calling_off import names_time
from bot.core.saying.correcting import corrects
from bot.core.saying.moments import names_day
from bot.core.session.modes import Shown
from bot.core.session.pair import Pair
from bot.core.session.state import Session
from bot.storage import contributions, messages, pairs, sessions, talks, unplaced
from bot.storage.contributions import Contribution

# Nobody has read what a step asks, and answered it, so soon after it opened.
MOMENTS = timedelta(seconds=20)
# What somebody puts right later is more than a day old, and nobody knows which words those were.
REMEMBERED = timedelta(days=1)
EVER = datetime.min.replace(tzinfo=UTC)


def meant(occasion: Occasion, what: Wrote) -> tuple[Contribution, list[Pair], list[Session]] | None:
    """Return what somebody wrote last, with the pairs and walkthroughs that loose words would now be for and that
    others read than may read it: where the words put it right, come within moments of the opening of one, or follow on
    words that did. None where they are about something else."""
    own = latest(occasion)
    if own is None or not has_words(what.text):
        return None
    follows = _Following.on(occasion, own)
    if short_words.are_mere(occasion, what.text) and not (follows and follows.is_held):
        return None
    running = pairs.running_for(occasion.database, occasion.who.id)
    couples = [one for one in running if _is_for_others(one) and occasion.who.id in one.may_write]
    walks = [one for one in going_on.waiting_for_words(occasion) if _is_read_by_more(occasion, one, own)]
    couples = [one for one in couples if _may_follow(one, own, what.text)]
    opened = {one.id: one.state.opened_at for one in couples} | {one.id: one.state.opened_at for one in walks}
    # What comes field by field is put right in the step in which it was written.
    opened |= {one.id: own.at for one in couples if (one.id, one.step) == (own.session_id, own.step)}
    since = {number: at for number, at in opened.items() if own.at <= at <= occasion.at}
    if not corrects(what.text):
        # Of a step of a group that nobody read it is asked anyhow whether words are for it.
        asked = {one.id for one in walks if unread.is_unread(occasion, one)}
        fresh = {one for one, at in since.items() if one not in asked and _is_new(occasion, one, at, own)}
        since = {one: at for one, at in since.items() if one in fresh or (follows and follows.is_before(occasion, one))}
    if not since or typed.meant(occasion, running, what.text) or which.dated(occasion, couples, what.text):
        return None
    return own, [one for one in couples if one.id in since], [one for one in walks if one.id in since]


@dataclass(frozen=True, slots=True)
class _Following:
    """What somebody was asked about last after something of their own: when, and whether it `is_held` still."""

    asked_at: datetime
    is_held: bool

    @classmethod
    def on(cls, occasion: Occasion, own: Contribution) -> "_Following | None":
        """Return what next words may follow on; None where nothing was asked, or they said it is for others."""
        asked = messages.pages(occasion.database, occasion.who.id, ABOUT_OWN.of(own.id))
        if not any(page is not None for page, _ in asked):
            return None
        # A card that was on its way before it arrived before it too.
        arrived = messages.arrived_in(occasion.database, occasion.who.id, ABOUT_OWN.of(own.id))
        held = unplaced.of_person(occasion.database, occasion.who.id, occasion.now)
        return cls(max([asked[0][1], *(at for _, at in arrived)]), bool(held))

    def is_before(self, occasion: Occasion, session_id: int) -> bool:
        """Tell whether it was asked before somebody was shown the step that is on once more, or opened it."""
        talk = talks.find(occasion.database, occasion.who.id)
        if talk and talk.session_id == session_id and talk.since > self.asked_at:
            return False
        shown_at = _shown_at(occasion, session_id)
        is_just_shown = self.is_held and occasion.at - shown_at < MOMENTS
        return shown_at <= self.asked_at or is_just_shown


def put_right(occasion: Occasion, text: str) -> Contribution | None:
    """Return what somebody wrote last, where words for which nothing waits put it right."""
    return latest(occasion) if corrects(text) and has_words(text) else None


def let_go(occasion: Occasion) -> None:
    """Let what somebody writes next follow on nothing of their own, once none of what they were asked about is held."""
    own = latest(occasion)
    if own and not unplaced.of_person(occasion.database, occasion.who.id, occasion.now):
        messages.forget_page(occasion.database, occasion.who.id, ABOUT_OWN.of(own.id))


def _shown_at(occasion: Occasion, session_id: int) -> datetime:
    """Return when the step that is on in a pair or a walkthrough was shown in this chat last."""
    of_pair = messages.arrived_in(occasion.database, occasion.who.id, PAIR_STEP.of(session_id))
    said = messages.said_in(occasion.database, session_id, occasion.who.id)
    return max([EVER, *(at for _, at in of_pair), *(at for _, at, purpose in said if purpose.is_a(STEP))])


def latest(occasion: Occasion) -> Contribution | None:
    """Return what somebody wrote last, if it counts and was written within a day."""
    own = contributions.of_person(occasion.database, occasion.who.id, limit=1)
    is_fresh = bool(own) and own[0].kind != "draft" and occasion.at - own[0].at < REMEMBERED
    return own[0] if is_fresh else None


def _is_new(occasion: Occasion, session_id: int, opened_at: datetime, own: Contribution) -> bool:
    """Tell whether a step opened moments ago, behind whoever was writing for themselves, and wasn't opened by them."""
    talk = talks.find(occasion.database, occasion.who.id)
    is_opened_by_them = talk is not None and talk.session_id == session_id and talk.since > opened_at
    is_just_now = occasion.at - opened_at < MOMENTS
    return is_just_now and own.audience is Audience.AUTHOR and not is_opened_by_them


def _may_follow(here: Pair, own: Contribution, text: str) -> bool:
    """Tell whether words may still be about something of one's own, in a pair that waits for more: in another, in a
    later step, or where they put right one of several pieces, or what was written before a date is found."""
    step = here.on.step
    is_date = names_day(text) or names_time(text)
    is_of_piece = (step.agrees_date and not is_date) or (bool(step.fields) and here.step == own.step)
    is_put_right = corrects(text) and is_of_piece
    return here.id != own.session_id or _is_of_earlier_step(here.step, own) or is_put_right


def _is_of_earlier_step(step: int, own: Contribution) -> bool:
    """Tell whether somebody wrote something for themselves in another step than the one that is on."""
    return own.audience is Audience.AUTHOR and own.step != step


def _is_for_others(here: Pair) -> bool:
    step = here.on.step
    return (step.way.by_words or step.agrees_date) and step.way.shown is not Shown.NEVER


def _is_read_by_more(occasion: Occasion, session: Session, own: Contribution) -> bool:
    """Tell whether what is written for the step that is on is read by others than who read something of one's own."""
    way = session.state.now_on.step.way
    if way.shown is Shown.NEVER:
        return False
    if session.id != own.session_id or _is_of_earlier_step(session.step, own):
        return True
    earlier = sessions.walkthrough(occasion.database, session.id)
    then = earlier.at_step(own.step - 1).state.now_on.step.way if earlier else way
    return way.is_named and not then.is_named
