"""Pictures as a team may get them, for the tests and to look at; `python -m charts.examples` draws them anew."""

from itertools import count
from pathlib import Path

from bot.charts import draw
from bot.core.pictures import ACTIVITIES, Balance, OfWeek, OfYear, Picture, Share, Term, TermWeek, Tile, Year, YearWeek

REFERENCES = Path(__file__).parent / "references"
WEEKS: tuple[OfWeek, ...] = (
    *("none", "most", "most", "half", "few", "half", "free"),
    *("most", "untold", "open", "most", "few", "half", "most"),
)
IN_DUTCH: tuple[tuple[OfWeek, str], ...] = (
    ("few", "weinig"),
    ("half", "ongeveer de helft"),
    ("most", "de meesten"),
    ("untold", "niet te zeggen"),
    ("open", "loopt nog"),
    ("none", "geen vraag"),
    ("free", "vakantie"),
)
TERM = Term(
    title="Meedoen per week · Onderbouw",
    weeks=tuple(TermWeek(number=number, what=what) for number, what in zip(count(34), WEEKS, strict=False)),
    legend=IN_DUTCH,
)
BALANCE = Balance(
    title="What the questions were about",
    shares=tuple(
        Share(activity=activity, word=word, questions=questions)
        for activity, word, questions in zip(
            ACTIVITIES,
            ("looking ahead", "organising", "looking back", "making sense of things together"),
            (1, 0, 7, 4),
            strict=True,
        )
    ),
)
BEGINS = {0: "aug", 4: "sep", 8: "okt", 13: "nov", 17: "dec", 22: "jan"}
BEGINS |= {26: "feb", 30: "mrt", 35: "apr", 39: "mei", 43: "jun", 48: "jul"}
FREE = {0, 1, 2, 3, 11, 20, 21, 30, 38, 39, 49, 50, 51}


def _of_week(number: int) -> tuple[OfYear, ...]:
    happened: dict[OfYear, bool] = {
        "question": number % 2 == 1 and number not in FREE,
        "consultation": number in (10, 26, 34),
        "free": number in FREE,
    }
    return tuple(what for what, did in happened.items() if did)


YEAR = Year(
    title="Schooljaar 2026–2027 · Gülşens team, Łódź",
    weeks=tuple(YearWeek(what=_of_week(number), month=BEGINS.get(number, "")) for number in range(52)),
    legend=(("question", "vraag"), ("consultation", "intervisie"), ("free", "vakantie")),
)
TILE = Tile(text="Wie een vraag laat hangen, geeft een leerling de tijd.")
EXAMPLES: dict[str, Picture] = {"term": TERM, "balance": BALANCE, "year": YEAR, "tile": TILE}

if __name__ == "__main__":
    for name, picture in EXAMPLES.items():
        (REFERENCES / f"{name}.png").write_bytes(draw(picture))
