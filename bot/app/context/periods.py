"""Periods: how many days back a time goes that is only named."""

from bot.core.timing import MONTH, TERM, WEEK, YEAR

TERM_WORDS = ("term", "kwartaal", "periode", "blok")
PERIODS = {
    **dict.fromkeys(("week", "deze week", "this week"), WEEK.days),
    **dict.fromkeys(("month", "maand"), MONTH.days),
    **dict.fromkeys(TERM_WORDS, TERM.days),
    **dict.fromkeys(("year", "jaar", "schooljaar"), YEAR.days),
}
