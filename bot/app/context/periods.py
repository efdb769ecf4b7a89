"""Periods: how many days back a time goes that is only named."""

from bot.core.timing import MONTH, TERM, WEEK, YEAR

PERIODS = {
    **dict.fromkeys(("week", "deze week", "this week"), WEEK.days),
    **dict.fromkeys(("month", "maand"), MONTH.days),
    **dict.fromkeys(("term", "kwartaal", "periode", "blok"), TERM.days),
    **dict.fromkeys(("year", "jaar", "schooljaar"), YEAR.days),
}
