"""By itself: a method of consultation, or a scan, that begins by a rhythm of its own, as a coordinator chose."""

from datetime import time

from bot.app import owed
from bot.app.context import unheard
from bot.app.context.occasion import Occasion
from bot.app.practices import calling
from bot.app.rhythm import counting, planning
from bot.app.sessions import methods, scans
from bot.app.sessions.choosing import PACE_WORDS
from bot.app.teams import at_once
from bot.app.teams.card import setting
from bot.core.instrument import Instrument
from bot.core.method import Method
from bot.core.model import SCHOOL_WEEK, Pace, Rhythm, ScheduleKind
from bot.core.outgoing import BUTTON_BYTES, Button, Keyboard
from bot.core.saying.rhythms import as_rhythm
from bot.core.saying.weekends import asked_about
from bot.core.saying.words import Unclear
from bot.storage import members, schedules

METHOD_PRESETS = ("month tue 15:30", "month thu 15:30", "four weeks wed 15:30")
# Where somebody wants a method by itself and names none: advice, a moment, what went well, and a visit.
OFTEN_CHOSEN = ("vijf-stappen", "incident", "leren-van-successen", "lesbezoek")
# When a method begins where nothing is said of it: once the lessons are over.
USUAL = time(15, 30)
OFF = ("off", "uit", "stop", "geen", "none")


def set_method(occasion: Occasion, wanted: str) -> None:
    """Let a method begin by itself from now on: its name, a pace if not its own, and a rhythm; or none any more."""
    if wanted in OFF:
        _stop(occasion, "method")
        return
    method, words = _named(occasion, wanted.split())
    pace = PACE_WORDS.get(words[0]) if words else None
    said = " ".join(words[1:] if pace else words)
    rhythm = _method_rhythm(occasion, method, said)
    if method and method.safety > methods.allowed_safety(occasion):
        # What is offered of it could not be had either.
        occasion.hint("choosing.too_soon", safety=method.safety)
    elif method and pace and pace not in method.paces:
        _ask_without_pace(occasion, method, pace, rhythm)
    elif method and not words and not method.in_pairs:
        _ask_how_often(occasion, method)
    elif method and isinstance(rhythm, Unclear) and (days := _on_each_day(occasion, method, said)):
        command = f"rhythm method {method.id} {pace}" if pace else f"rhythm method {method.id}"
        rows = unheard.choices(occasion, Unclear("no_days", rhythms=days), command)
        occasion.show("setting_up.which_day", rows, wanted=unheard.quoted(said), name=method.id)
    elif method is None or isinstance(rhythm, Unclear):
        _ask_method(occasion, method, pace, rhythm if isinstance(rhythm, Unclear) else Unclear("every"), wanted)
    else:
        owed.start_moments(occasion)
        with setting(occasion, _also(occasion, "method", rhythm, method.id)):
            planning.set_method(occasion, rhythm, method.id, pace or _kept_pace(occasion, method))


def _stop(occasion: Occasion, kind: ScheduleKind) -> None:
    """Let what began by itself do so no more, and say what that was; or that there was none."""
    was = schedules.find(occasion.database, occasion.here.id, kind)
    owed.start_moments(occasion)
    schedules.drop(occasion.database, occasion.here.id, kind)
    title = occasion.house.content.title(was.what[0]) if was else None
    called = title.in_(occasion.language) if title else was.what[0] if was else ""
    words = occasion.rhythm_in_words(was.rhythm) if was else ""
    occasion.answer(f"setting_up.no_{kind}_rhythm", title=called, words=words)


def _also(occasion: Occasion, kind: ScheduleKind, rhythm: Rhythm, chosen: str) -> str:
    """Return what is to be known of something that is to begin by itself: what it takes the place of, and what else
    comes at that time."""
    also = (
        _in_place_of(occasion, kind, chosen),
        at_once.what_else_comes(occasion, kind, rhythm, (chosen,)),
    )
    return "\n\n".join(filter(None, also))


def _in_place_of(occasion: Occasion, kind: ScheduleKind, chosen: str) -> str:
    """Return which other one began by itself until now, how often, and how to put that back; nothing if none did."""
    was = schedules.find(occasion.database, occasion.here.id, kind)
    title = occasion.house.content.title(was.what[0]) if was and was.what[0] != chosen else None
    if was is None or title is None:
        return ""
    words = occasion.rhythm_in_words(was.rhythm)
    return occasion.words("setting_up.in_place_of", title=title.in_(occasion.language), words=words, kind=kind)


def _method_rhythm(occasion: Occasion, method: Method | None, said: str) -> Rhythm | Unclear:
    """Return the rhythm that is said of a method; of a call where nothing is, once a term on a quiet day. Why there is
    none, where it can't be understood or can't be."""
    schedule = schedules.find(occasion.database, occasion.here.id, "method")
    is_own = schedule is not None and method is not None and schedule.what[0] == method.id
    # What isn't said stays as it was of this one, and is never that of another.
    now, what = schedule.rhythm if schedule and is_own else None, (method.id,) if method else ()
    if method and method.in_pairs and now is None:
        now = counting.scan_rhythm("term", counting.kept(occasion, "prompt"), counting.kept(occasion, "overview"))
        rhythm = as_rhythm(said, now, occasion.language, occasion.today) if said else now
    else:
        rhythm = as_rhythm(said, now, occasion.language, occasion.today)
    rhythm = asked_about(rhythm, said, now)
    return rhythm if isinstance(rhythm, Unclear) else counting.checked(occasion, "method", rhythm, what)


def _on_each_day(occasion: Occasion, method: Method, said: str) -> tuple[Rhythm, ...]:
    """Return what is said of a rhythm on each day of school, where just the day is missing, or the time as well."""
    usual = (Rhythm("week", (day,), USUAL) for day in SCHOOL_WEEK)
    read = ((now, as_rhythm(said, now, occasion.language, occasion.today)) for now in usual)
    meant = [one for now, one in read if isinstance(one, Rhythm) and one.days == now.days and one.every != "dates"]
    checked = (counting.checked(occasion, "method", one, (method.id,)) for one in meant)
    found = tuple(one for one in checked if isinstance(one, Rhythm))
    return found if len(found) == len(SCHOOL_WEEK) else ()


def _ask_method(occasion: Occasion, method: Method | None, pace: Pace | None, unclear: Unclear, wanted: str) -> None:
    """Say how a rhythm of a method is typed, with what may have been meant of this one."""
    command = f"rhythm method {method.id} {pace}" if method and pace else f"rhythm method {method.id}" if method else ""
    rows = unheard.choices(occasion, unclear, command) or _presets(occasion, command) if method else _few(occasion)
    why, is_unknown = unclear.why if method else "", bool(wanted) and method is None
    shown = unheard.quoted(wanted)
    is_call = method is not None and method.in_pairs
    occasion.show(
        "setting_up.choose_method_rhythm", rows, is_unknown=is_unknown, is_call=is_call, wanted=shown, why=why
    )


def _ask_without_pace(occasion: Occasion, method: Method, pace: Pace, rhythm: Rhythm | Unclear) -> None:
    """Say at which paces a method goes, where it was wanted at another, and offer its rhythm without that."""
    command = f"rhythm method {method.id}"
    said = Unclear("hour", rhythms=(rhythm,)) if isinstance(rhythm, Rhythm) else rhythm
    rows = unheard.choices(occasion, said, command) or _presets(occasion, command)
    title, paces = method.title.in_(occasion.language), list(method.paces)
    occasion.show("setting_up.no_such_pace", rows, title=title, is_call=method.in_pairs, pace=pace, paces=paces)


def _ask_how_often(occasion: Occasion, method: Method) -> None:
    """Ask how often a method is to begin by itself, which somebody named and nothing else."""
    rows = _presets(occasion, f"rhythm method {method.id}")
    title, name = method.title.in_(occasion.language), method.id
    occasion.show("setting_up.how_often_method", (*rows, (occasion.button("back", "rhythm"),)), title=title, name=name)


def _presets(occasion: Occasion, command: str) -> Keyboard:
    """Return rhythms for a method, where a button can carry them."""
    fitting = [preset for preset in METHOD_PRESETS if len(f"{command} {preset}".encode()) <= BUTTON_BYTES]
    return tuple((preset_button(occasion, command, preset),) for preset in fitting)


def _few(occasion: Occasion) -> Keyboard:
    """Return a few methods, where none was named."""
    known = (_named(occasion, [name])[0] for name in OFTEN_CHOSEN)
    titles = {one.id: one.title.in_(occasion.language) for one in known if one}
    return tuple((Button(label=title, command=f"rhythm method {name}"),) for name, title in titles.items())


def preset_button(occasion: Occasion, command: str, preset: str) -> Button:
    """Return the button that gives a rhythm of ours by a command. Raises LookupError if it is none."""
    rhythm = as_rhythm(preset)
    if isinstance(rhythm, Unclear):
        raise LookupError(f"the preset {preset} is no rhythm")
    label = occasion.label("preset", words=occasion.rhythm_in_words(rhythm))
    return Button(label=label, command=f"{command} {preset}")


def _kept_pace(occasion: Occasion, method: Method) -> Pace:
    """Return the pace that the rhythm of a method has, or the method's own."""
    schedule = schedules.find(occasion.database, occasion.here.id, "method")
    kept = schedule.what[1] if schedule and schedule.what[0] == method.id and len(schedule.what) > 1 else None
    return next((pace for pace in method.paces if pace == kept), methods.usual_pace(method))


def _named(occasion: Occasion, words: list[str]) -> tuple[Method | None, list[str]]:
    """Return the method that the first words name, as many as do, and the words after it."""
    for count in range(len(words), 0, -1):
        said = " ".join(words[:count])
        if method := methods.find(occasion, said) or calling.named(occasion, said):
            return method, words[count:]
    return None, words


def set_scan(occasion: Occasion, wanted: str) -> None:
    """Let a scan begin by itself from now on: its name, and a rhythm if not its own; or none any more."""
    if wanted.lower() in OFF:
        _stop(occasion, "scan")
        return
    instrument, said = scans.named(occasion, wanted)
    rhythm = _scan_rhythm(occasion, instrument, said) if instrument else Unclear("unknown")
    if instrument and instrument.own_rhythm is None:
        title, name = instrument.title.in_(occasion.language), instrument.names[occasion.language]
        occasion.answer("setting_up.scan_about_change", title=title, name=name)
    elif instrument is None or isinstance(rhythm, Unclear):
        _ask_scan(occasion, instrument, rhythm if isinstance(rhythm, Unclear) else Unclear("unknown"), wanted)
    elif instrument.for_leaders and not members.are_leaders(occasion.database, occasion.here.id):
        occasion.hint("measuring.for_leaders")
    else:
        owed.start_moments(occasion)
        with setting(occasion, _also(occasion, "scan", rhythm, instrument.id)):
            planning.set_scan(occasion, rhythm, instrument.id)


def _scan_rhythm(occasion: Occasion, instrument: Instrument, said: str) -> Rhythm | Unclear:
    """Return the rhythm that is said of an instrument, or its own where nothing is; what is left out stays as it is, or
    is as in its own. Why there is none, where it can't be understood or can't be."""
    if instrument.own_rhythm is None:
        return Unclear("every")
    asked, overview = counting.kept(occasion, "prompt"), counting.kept(occasion, "overview")
    usual = counting.scan_rhythm(instrument.own_rhythm, asked, overview)
    found = schedules.find(occasion.database, occasion.here.id, "scan")
    now = found.rhythm if found and found.what == (instrument.id,) else usual
    rhythm = as_rhythm(said, now, occasion.language, occasion.today) if said else usual
    rhythm = asked_about(rhythm, said, now)
    if isinstance(rhythm, Unclear):
        return rhythm
    return counting.checked(occasion, "scan", rhythm, (instrument.id,))


def _ask_scan(occasion: Occasion, instrument: Instrument | None, unclear: Unclear, wanted: str) -> None:
    """Say how a rhythm of a scan is typed, with what may have been meant of this one, and the way to all there are."""
    meant = unheard.choices(occasion, unclear, f"rhythm scan {instrument.id}") if instrument else ()
    rows = (*meant, (occasion.button("all_scans", "scan"),))
    is_unknown, why = bool(wanted) and instrument is None, unclear.why if instrument else ""
    shown = unheard.quoted(wanted)
    occasion.show("setting_up.choose_scan_rhythm", rows, is_unknown=is_unknown, wanted=shown, why=why)
