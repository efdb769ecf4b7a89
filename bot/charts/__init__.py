"""Charts: the only drawing in the house, four pictures in one visual language, and a tile."""

from bot.charts import balance, profile, term, tile, year
from bot.core.pictures import Balance, Picture, Profile, Term, Tile, Year


def draw(picture: Picture) -> bytes:
    """Return a picture as a PNG, 720 pixels wide, which reads at half of that."""
    match picture:
        case Term():
            return term.draw(picture)
        case Balance():
            return balance.draw(picture)
        case Year():
            return year.draw(picture)
        case Profile():
            return profile.draw(picture)
        case Tile():
            return tile.draw(picture)
