"""What a method file may say: the one schema of prompts/, validated."""

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import Field, StringConstraints, model_validator

from bot.core import referring
from bot.core.model import Pace
from bot.core.parts import BELONGS, PARTS
from bot.core.pictures import Activity
from bot.core.session.modes import POST, Shown
from bot.core.session.terms import REFLECTION, TERMS
from bot.core.step import LONGEST_METHOD, MISSING, Bilingual, Line, Problem, Step, Strict, refuse

# The kinds of questions; those with a W are for a place of a programme or after a meeting, R5 is for who was in
# another's lesson, and P11 looks at how a team learns here.
# fmt: off
Family = Literal[
    "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14", "R15", "R16", "R17", "R18",
    "P11", "W10", "W11", "W14", "W17",
]
# fmt: on
# Its first weeks, around report cards, around evenings with parents, back from a holiday, its last weeks.
Season = Literal["start", "reports", "parents", "back", "end"]

if TYPE_CHECKING:
    TermsName = str
else:
    TermsName = Literal[tuple(TERMS)]
Case = Literal["one", "several", "each", "none"]
Need = Literal["advice", "understanding", "practice", "mirror", "strength", "inquiry"]
# What it makes room for: ideas, a concept, alignment, an agreement, a result, meaning.
Space = Literal["thinking", "solving", "deciding", "play", "work", "talk"]
SPACES: tuple[Space, ...] = get_args(Space)
METHOD_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
FEWEST_STEPS = 2
MOST_TAPS = 4
# So close that a person, not the bot, watches over it.
CLOSEST = 3

MethodId = Annotated[str, StringConstraints(pattern=METHOD_ID, min_length=3, max_length=32)]
GroupSize = Annotated[int, Field(strict=True, ge=2, le=30)]
# An odd one out makes a pair a three.
THREE = 3
# How many can follow one talk in a group.
FEWEST_IN_GROUP, MOST_IN_GROUP = 3, 15


class LookBack(Strict):
    """What is asked of whoever made a commitment, some weeks later and in private."""

    weeks: Annotated[int, Field(strict=True, ge=1, le=6)] = 3
    ask: Bilingual


class Frame(Strict):
    """The file prompts/frame.toml: the steps that surround every method, and what is asked weeks later.

    `check_out_after_lesson` is what the check-out asks where the method itself asked what people take away.
    """

    gather: Step
    collect: Step
    choose: Step
    consent: Step
    roles: Step
    check_out: Step
    check_out_after_lesson: Bilingual
    commit: Step
    look_back: LookBack


class Method(Strict):
    """A file in prompts/: what a session goes through, and on which terms it is held.

    Of a prompt, a `family` of questions, how deep it goes, its ground (`why`) and the question that follows it; whom it
    `fits`, in which `season` of a school year it comes, whether it is `blind`, which earlier question it `follows`
    after so many `weeks`, and whether it `shows` what came of that one, or else of itself the time before. In private
    each reads what they wrote to the question that it follows, or to those of the families that it `recalls`. `taps`
    answer it as well, and so do those of a second row.

    Of a walkthrough, `needs` it serves, `spaces` it makes, whose case it is about (one owner's, several owners' at
    once, each one's in turn, or nobody's: a shared task), how much of a `frame` is around it, the smallest and largest
    group, and how close it comes: `safety` 1 is for any group, 3 for one that knows each other well. Those who lead
    the team take part in one `with_leaders`, which is about no case of anybody. One that is `facilitated` is not gone
    through without somebody of the group who leads, as none at safety 3 is. One held `in_pairs` is gone through by
    two, or three, in private, or by so many `together` at most; where each has a turn, its steps are for whoever it is
    about (owner) or for the others (helpers). One in pairs about one's case is asked around: each whom its owner asks
    tells only them. `rows` are those of the publications it carries, `cases` what else people bring in a rehearsal.
    """

    id: MethodId
    terms: TermsName
    source: Line
    title: Bilingual
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=LONGEST_METHOD)]
    family: Family | None = None
    depth: Annotated[int, Field(strict=True, ge=1, le=3)] = 1
    activity: Activity | None = None
    content: Literal["reflection"] | None = None
    why: Bilingual | None = None
    follow_up: Bilingual | None = None
    fits: Literal["teachers", "everybody"] = "teachers"
    season: tuple[Season, ...] = ()
    blind: bool = False
    follows: MethodId | None = None
    weeks: Annotated[int, Field(strict=True, ge=1, le=8)] | None = None
    shows: bool = False
    recalls: tuple[Family, ...] = ()
    taps: Annotated[tuple[Bilingual, ...], Field(max_length=MOST_TAPS)] = ()
    second_taps: Annotated[tuple[Bilingual, ...], Field(max_length=MOST_TAPS)] = ()
    order: Annotated[int, Field(strict=True, ge=1, le=99)] = 99
    evidence: Literal["sourced", "partly", "derived"] = "derived"
    needs: Annotated[tuple[Need, ...], Field(min_length=1)] = ("understanding",)
    spaces: tuple[Space, ...] = ()
    case: Case = "one"
    size: tuple[GroupSize, GroupSize] = (3, 15)
    safety: Annotated[int, Field(strict=True, ge=1, le=3)] = 1
    asks_owner: bool = False
    with_leaders: bool = False
    facilitated: bool = False
    in_pairs: bool = False
    together: Annotated[int, Field(strict=True, ge=3, le=8)] = 3
    rows: Annotated[tuple[Line, ...], Field(min_length=1)] = ("T7",)
    paces: Annotated[tuple[Pace, ...], Field(min_length=1)] = ("calm",)
    also_called: tuple[Line, ...] = ()
    purpose: Bilingual | None = None
    use: Bilingual | None = None
    not_for: Bilingual | None = None
    collect: Bilingual | None = None
    consent: Bilingual | None = None
    check_out: Bilingual | None = None
    roles: Bilingual | None = None
    frame: Literal["full", "light", "none"] = "full"
    look_back: LookBack | None = None
    cases: Annotated[tuple[Bilingual, ...], Field(max_length=4)] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> "Method":
        refuse(self, self._of_its_terms())
        refuse(self, self._problems_of_prompt() if self.terms == REFLECTION.name else self._problems())
        return self

    def _of_its_terms(self) -> Iterator[Problem]:
        """Yield what its terms need that is not there, and what is there that belongs to others."""
        own = PARTS[self.terms]
        yield from (((key,), MISSING) for key in own[0] if key not in self.model_fields_set)
        for terms, belongs in BELONGS.items():
            strays = [key for keys in PARTS[terms] for key in keys if key in self.model_fields_set]
            yield from (((key,), f"{belongs}; remove it") for key in strays if PARTS[terms] != own)

    def _problems_of_prompt(self) -> Iterator[Problem]:
        step = self.steps[0]
        if len(self.steps) > 1:
            yield ("steps",), f"there are {len(self.steps)}; write exactly 1"
        elif step.who != "all" or step.way is not POST or step.keeps not in ("answer", "success"):
            yield ("steps", 0), 'a question is put to everybody: write who = "all", mode = "post", keeps = "answer"'
        if (self.follows is None) != (self.weeks is None):
            missing = "weeks" if self.weeks is None else "follows"
            yield (missing,), "is missing: what follows a question says which one, and after how many weeks"
        for key in ("taps", "second_taps"):
            if len(getattr(self, key)) == 1:
                yield (key,), f"there is one; write [[{key}]] two to four times, each with nl and en, or remove it"
        if self.second_taps and not self.taps:
            yield ("second_taps",), "stand under others; write [[taps]] too, or instead of them"

    @property
    def numbers(self) -> tuple[int, ...]:
        """Which step each is for people: those that go on with the one before count as one with it."""
        return tuple(accumulate(int(not step.continues) for step in self.steps))

    @property
    def is_prompt(self) -> bool:
        """Whether it is a question to a whole team."""
        return self.terms == REFLECTION.name

    @property
    def asks_around(self) -> bool:
        """Whether one asks some colleagues, each of whom tells only them."""
        return self.in_pairs and self.case == "one"

    def _problems(self) -> Iterator[Problem]:
        if len(self.steps) < FEWEST_STEPS:
            yield ("steps",), f"there are {len(self.steps)}; write {FEWEST_STEPS} to {LONGEST_METHOD}"
        if not self.in_pairs and not FEWEST_IN_GROUP <= min(self.size) <= max(self.size) <= MOST_IN_GROUP:
            yield ("size",), f"is {self.size[0]} to {self.size[1]}; write {FEWEST_IN_GROUP} to {MOST_IN_GROUP} at most"
        if self.size[0] > self.size[1]:
            yield ("size",), f"goes from {self.size[0]} to {self.size[1]}; write the smaller number first"
        for key, named in {"needs": self.needs, "spaces": self.spaces, "paces": self.paces}.items():
            if len(set(named)) < len(named):
                yield (key,), "names one twice; remove it"
        if self.safety == CLOSEST and not self.asks_owner:
            yield ("asks_owner",), "at safety 3 the owner is asked in private first; write asks_owner = true"
        if self.case != "none" and self.steps[0].optional:
            yield ("steps", 0, "optional"), "the first step can't be optional; remove it"
        if self.steps[0].continues:
            yield ("steps", 0, "continues"), "the first step has none before it to go on with; remove it"
        yield from self._problems_of_frame()
        yield from self._problems_of_steps()

    def _problems_of_frame(self) -> Iterator[Problem]:
        yield from ((("in_pairs",), what) for what in self._problems_of_pairs())
        if self.with_leaders and self.case != "none":
            yield ("with_leaders",), 'is for what is nobody’s case; write case = "none", or remove it'
        if self.consent and not self.asks_owner:
            yield ("consent",), "is what the owner is asked first; write asks_owner = true, or remove it"
        if self.frame == "none" and not self.in_pairs and (self.case != "none" or self.safety > 1):
            what = 'is "none", and only a method with case = "none" at safety 1 goes without; write "light" or "full"'
            yield ("frame",), what
        if self.facilitated and self.frame != "full":
            yield ("facilitated",), f'is asked in the full frame, and this one is "{self.frame}"; write frame = "full"'
        if self.frame == "light" and self.safety == CLOSEST:
            yield ("frame",), 'is "light", and at safety 3 somebody has to lead; write "full"'

    def _problems_of_pairs(self) -> Iterator[str]:
        """Yield what keeps two people from going through it in private."""
        if self.together > THREE and not (self.in_pairs and self.case in ("none", "one")):
            yield 'goes with together only where it is nobody’s case, or one’s; write in_pairs = true and case = "none"'
        if not self.in_pairs:
            own = [at for at, step in enumerate(self.steps, 1) if step.is_for_two]
            yield from (f"is missing, and step {at} is for two in their own time; write in_pairs = true" for at in own)
            return
        if self.case == "several" or self.frame != "none" or self.paces != ("calm",):
            yield 'goes with case = "each", "one" or "none", frame = "none" and paces = ["calm"]; write these'
        others = sorted({step.way.name for step in self.steps if not step.way.for_two})
        yield from (f"has no {mode} steps: that is for a group; choose another mode" for mode in others)
        yield from self._problems_of_dates()
        if self.asks_around:
            yield from self._problems_of_asking()

    def _problems_of_dates(self) -> Iterator[str]:
        """Yield what keeps two people from doing its steps in their own time, on dates that they agree on."""
        for before, step in zip((None, *self.steps), self.steps, strict=False):
            if step.on_date != bool(before and before.agrees_date):
                yield "has a date that is agreed on in one step (agrees_date) and met on in the very next one (on_date)"
            if step.way.is_together and not step.on_date:
                yield "has a live step without a date; write on_date = true there, or choose another mode"
            if (step.on_date or step.agrees_date) and step.who != "all":
                yield 'has a date that is not for both; write who = "all"'
            if step.optional or step.shows is not None or step.keeps == "commitment" or step.who == "facilitator":
                yield "has nothing optional, shown, committed to or led; remove that from its steps"
        if self.steps[-1].agrees_date:
            yield "ends with a date on which nothing is done; add a step on_date = true"

    def _problems_of_asking(self) -> Iterator[str]:
        """Yield what keeps one from asking some colleagues, each of whom tells only them."""
        whose = [step.who for step in self.steps]
        if whose[0] != "owner" or "helpers" not in whose or "all" in whose:
            yield 'is asked around: begin with who = "owner", then let others answer (who = "helpers"), never all'
        if any(step.who == "helpers" and step.way.shown is not Shown.AT_CLOSE for step in self.steps):
            yield 'is asked around, and all answers are read at once; write mode = "fields" or "hidden" there'

    def _problems_of_steps(self) -> Iterator[Problem]:
        keeping = [at for at, step in enumerate(self.steps) if step.keeps == "commitment"]
        for at in keeping[1:]:
            why = f"step {keeping[0] + 1} keeps the commitment already, and a method has one at most"
            yield ("steps", at, "keeps"), f"{why}; remove it in one of the two"
        for at, step in enumerate(self.steps):
            for key, what in self._problems_of(at, step):
                yield ("steps", at, key), what

    def _problems_of(self, at: int, step: Step) -> Iterator[tuple[str, str]]:
        for key in ("title", "minutes"):
            if getattr(step, key) is None:
                yield key, MISSING
        if self.case == "none" and step.way.who:
            yield (
                "mode",
                f'a {step.mode} step needs a case owner, and case = "none"; choose another mode, or another case',
            )
        elif self.case == "none" and step.who in ("owner", "helpers"):
            yield "who", f'is "{step.who}", and with case = "none" there is no owner; write who = "all"'
        if self.case != "each" and any(one.turn for one in step.examples):
            yield "examples", 'has a turn, and only with case = "each" do owners take turns; remove turn'
        if step.way.is_together and self.paces != ("live",) and not self.in_pairs:
            yield (
                "mode",
                f"a {step.mode} step is done in a room or call; "
                'at the top, write paces = ["live"], or choose another mode',
            )
        if step.items_from is not None and (why := referring.why_no_list(self.steps, step.items_from, at)):
            lists = [str(number) for number, earlier in enumerate(self.steps[:at], start=1) if earlier.way.is_listed]
            do = f"write the number of an earlier step in which people write: {' or '.join(lists)}"
            yield "items_from", f"{why}; {do if lists else 'add a step before it in which people write'}"
        yield from referring.problems_of_showing(self.steps, self.case, step, at)
        yield from self._problems_of_keeping(step)
        if step.when is not None and (why := referring.why_no_such_label(self.steps, step.when, at)):
            yield "when", why
        if at and step.optional and (why := referring.why_not_offered(step, self.steps[at - 1], at)):
            yield "optional", why

    def _problems_of_keeping(self, step: Step) -> Iterator[tuple[str, str]]:
        if step.keeps == "outcome" and (why := referring.why_nothing_stays(self.case, is_in_pairs=self.in_pairs)):
            yield "keeps", why
        if step.shows_last and (why := referring.why_nothing_of_last_time(self.steps, step)):
            yield "shows_last", why
