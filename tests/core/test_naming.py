"""What people are called: by their first name, and by as much of the last one as tells them from their namesakes."""

import pytest

from bot.core.naming import called


@pytest.mark.parametrize(
    ("last", "others", "expected"),
    [
        ("de Vries", [], "Anna"),
        ("de Vries", ["Jansen"], "Anna de V."),
        ("van den Berg", [None], "Anna van den B."),
        ("de Vries", ["de Vos"], "Anna de Vries"),
        ("De Vries", ["van Dijk", "de Vos"], "Anna De Vries"),
        ("Jansen-de Wit", ["Bakker"], "Anna J."),
        ("’t Hart", ["Hart"], "Anna ’t H."),
        ("van", ["Bakker"], "Anna v."),
        ("de Vries", ["de Vries"], "Anna de Vries"),
        (None, ["Bakker"], "Anna"),
    ],
)
def test_as_much_of_the_last_name_as_tells_apart(last: str | None, others: list[str | None], expected: str) -> None:
    assert called("Anna", last, others) == expected
