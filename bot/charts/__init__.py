"""Charts: the only drawing in the house, three pictures in one visual language, and a tile."""

from bot.charts import balance, term, tile, year
from bot.core.pictures import Balance, Picture, Term, Tile, Year


def draw(picture: Picture) -> bytes:
    """Return a picture as a PNG, 720 pixels wide, which reads at half of that."""
    match picture:
        case Term():
            return term.draw(picture)
        case Balance():
            return balance.draw(picture)
        case Year():
            return year.draw(picture)
        case Tile():
            return tile.draw(picture)
