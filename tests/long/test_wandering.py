"""Whatever a team does in peer consultation, every method runs to its end, and its words stay where they belong."""

import logging
import os
import random
from datetime import timedelta
from pathlib import Path

import pytest
from long.wandering import METHODS, Team
from long.watching import Watch, pass_time
from stage import Stage, staged

from bot.core.method import Method
from bot.core.model import LANGUAGES, Language, Pace
from bot.sandbox import Person
from bot.storage import commitments

IS_SOAK = bool(os.environ.get("LEERKRING_SOAK"))
SEEDS = int(os.environ.get("LEERKRING_SEEDS", 20))
KINDS = (("supergroup", False), ("forum", True), ("supergroup", False), ("forum", False))
# So many turns people wander, and so many more they only do what is asked.
UNRULY, RULED = (500, 500) if IS_SOAK else (20, 300)
WEEKS_AFTER = 9
# What every step has, or what only its words are.
PLAIN = {
    "who",
    "mode",
    "minutes",
    "window",
    "title",
    "ask",
    "examples",
    "meanwhile",
    "ask_live",
    "first_live",
    "fields",
}


def _uses(method: Method) -> set[object]:
    """Return what of all that a method can be made of this one is made of."""
    whole = {(key, getattr(method, key)) for key in ("case", "frame", "asks_owner", "with_leaders")}
    steps = {(step.way.name, step.who, key) for step in method.steps for key in step.model_fields_set - PLAIN}
    return whole | steps


def _of_each_kind() -> list[str]:
    """Return methods that together use all that any of them does: each time the one with most that is new."""
    left = {name: _uses(method) for name, method in sorted(METHODS.items())}
    chosen: list[str] = []
    while any(left.values()):
        chosen.append(max(left, key=lambda name: len(left[name])))
        new = left.pop(chosen[-1])
        left = {name: uses - new for name, uses in left.items()}
    return sorted(chosen)


def _spread() -> list[tuple[str, Pace, Language, int]]:
    """Return a run of a method of each kind, with the paces and languages spread over them; a long run plays all."""
    runs: list[tuple[str, Pace, Language, int]] = []
    for at, name in enumerate(_of_each_kind()):
        paces = METHODS[name].paces
        runs.append((name, paces[at % len(paces)], LANGUAGES[at % 2], 1))
    return runs


def _all() -> list[tuple[str, Pace, Language, int]]:
    """Return many runs of every method, in every pace it allows and every language."""
    return [
        (name, pace, language, seed)
        for name, method in sorted(METHODS.items())
        for pace in method.paces
        for language in LANGUAGES
        for seed in range(1, SEEDS + 1)
    ]


async def consult(watch: Watch) -> None:
    """Let teams wander through their consultations, one thing after another, until all are over."""
    stage, dice = watch.stage, watch.teams[0].dice
    for turn in range(UNRULY + RULED):
        under_way = [team for team in watch.teams if not team.is_over]
        if not under_way:
            break
        team = dice.choice(under_way)
        team.turn(0.4 if turn < UNRULY else 0.0)
        if dice.random() < 0.93:
            await stage.settle()
            watch.look()
        if dice.random() < (0.15 if turn < UNRULY else 0.3):
            await stage.settle()
            await pass_time(watch, stage.time.now() + team.linger())
        if dice.random() < 0.01:
            await stage.restart()
    await stage.settle()


async def _see_off(watch: Watch) -> None:
    """Let time end what nobody ends, let people look back, and let the words of the cases go."""
    stage = watch.stage
    await pass_time(watch, stage.time.now() + timedelta(days=40))
    for team in watch.teams:
        team.look_back()
    await stage.settle()
    await pass_time(watch, stage.time.now() + timedelta(weeks=WEEKS_AFTER))
    for team in watch.teams:
        watch.look_after(team)
    watch.look_at_the_end()


def team_on(stage: Stage, method: str, pace: Pace, language: Language, seed: int, number: int = 0) -> Team:
    """Return a team of a kind that goes with the seed, like all that it will do."""
    kind, is_admin = KINDS[(seed + len(method)) % len(KINDS)]
    dice = random.Random(f"{method} {pace} {language} {seed}")
    return Team(stage, dice, method, pace, language, kind, is_admin, is_rough=seed % 3 == 0, number=number)


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("method", "pace", "language", "seed"), _all() if IS_SOAK else _spread())
async def test_every_method_runs_to_its_follow_up(
    method: str, pace: Pace, language: Language, seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with staged(tmp_path / "leerkring.db", "2026-11-16 09:00") as stage:
        team = team_on(stage, method, pace, language, seed)
        await team.gather()
        watch = Watch(stage, team)
        stage.sandbox.watch(watch.see)
        await team.begin()
        await consult(watch)
        await _see_off(watch)
        states = {team.state.phase for team in watch.teams}
        unasked = [one for one in commitments.of_session(stage.database, team.session) if one.asked_at is None]
        # Where nobody has anything to bring, nothing begins.
        is_without_case = states == {"cancelled"} and team.state.now_on.key == "collect"
        # Rounded off before a step in which anybody writes for the others, there is nothing to go on with either.
        done = team.state.plan[: team.state.position + 1]
        is_unsaid = states == {"cancelled"} and not any(on.step.way.is_listed for on in done if not on.is_frames)
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert (watch.wrong, errors, unasked) == ([], [], [])
    assert states == {"ended"} or is_without_case or is_unsaid or (team.is_rough and states == {"cancelled"})


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(1, 1 + (SEEDS if IS_SOAK else 1)))
async def test_two_teams_in_consultation_never_see_each_others_words(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with staged(tmp_path / "leerkring.db", "2026-11-16 09:00") as stage:
        both: list[Person] = stage.people("Ans", "Ben")
        teams = [
            team_on(stage, method, "sprint", "nl", seed, number)
            for number, method in enumerate(("incident", "vijf-stappen"), start=1)
        ]
        for team in teams:
            await team.gather(*both)
        watch = Watch(stage, *teams)
        stage.sandbox.watch(watch.see)
        for team in teams:
            await team.begin()
        await consult(watch)
        await _see_off(watch)
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert (watch.wrong, errors) == ([], [])
