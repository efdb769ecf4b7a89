"""`python -m tools.words`: makes prompts/words/*.words anew from word lists and lists of names."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from bot.core.vocabulary import WordSet, folded

FOLDER = Path(__file__).parents[1] / "prompts" / "words"
# Ukrainian and Russian letters as passports have them.
ROMAN_LETTERS = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia e y e _"
ROMAN = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ",
        ROMAN_LETTERS.split(),
        strict=True,
    )
)
# Where most pupils of Dutch and English schools, or their parents, have their first names from.
NEAR = ("nl_NL", "nl_BE", "en_GB", "tr_TR", "fr_DZ", "pl_PL", "en_PK")
SHORTEST = 2
PLAIN = re.compile(r"[a-z][a-z'-]*\Z")
Names = tuple[set[str], set[str]]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("dutch", type=click.Path(exists=True, path_type=Path))
@click.argument("english", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--first-names",
    type=click.Path(exists=True, path_type=Path),
    default=Path(__file__).parent / "first_names.txt",
    show_default=True,
)
@click.option(
    "--surnames",
    type=click.Path(exists=True, path_type=Path),
    default=Path(__file__).parent / "surnames.txt",
    show_default=True,
)
def main(dutch: Path, english: Path, first_names: Path, surnames: Path) -> None:
    """Make the sets of words and names from DUTCH and ENGLISH, word lists with one word a line.

    Names come from the package faker, which must be installed where this runs, and from our own two lists.
    """
    lists = {
        "nl": dutch.read_text(encoding="utf-8").splitlines(),
        "en": english.read_text(encoding="utf-8").splitlines(),
    }
    given, family = faker_names()
    own = set(_plain(first_names.read_text(encoding="utf-8").split()))
    near = own | faker_names(NEAR)[0]
    given |= own | _called(lists["nl"])
    family |= set(_plain(surnames.read_text(encoding="utf-8").split()))
    for language, words in lists.items():
        _write(language, set(_plain(word for word in words if word[:1].islower() or word[:1] == "'")))
    _write("public", _public(lists["nl"], given | family, near) | _public(lists["en"], given | family, near))
    _write("first_names", given)
    _write("near_names", near)
    _write("surnames", family)


def _write(name: str, words: set[str]) -> None:
    content = WordSet.of(words).to_file()
    (FOLDER / f"{name}.words").write_bytes(content)
    click.echo(f"{name}: {len(words)} words, {len(content)} bytes")


def _plain(words: Iterable[str]) -> Iterator[str]:
    """Yield words as they are looked for, if Latin letters are all they hold."""
    for word in words:
        small = folded(word).lower().strip("-'.")
        if PLAIN.match(small) and len(small) >= SHORTEST:
            yield small


def _public(words: list[str], names: set[str], near: set[str]) -> set[str]:
    """Return what a list writes with a capital and is nobody's name, or has an adjective, as countries do."""
    capitals = set(_plain(word for word in words if word[:1].isupper()))
    places = {word for word in capitals if f"{word}se" in capitals}
    described = {word for word in capitals if word.endswith("s") and f"{word}e" in capitals}
    places |= {word for word in capitals - near if f"{word}er" in capitals or f"{word}ers" in capitals}
    return (capitals - names) | described | {word for word in places if len(word) > 3}


def _called(words: list[str]) -> set[str]:
    """Return what a Dutch list writes with a capital and as whose something is, without an adjective: first names."""
    capitals = {word for word in words if word[:1].isupper() and word.isalpha()}
    written = set(words)
    called = {
        word
        for word in capitals
        if len(word) > 2
        and (f"{word}s" in capitals or f"{word}'s" in written)
        and not any(f"{word}{more}" in capitals for more in ("se", "e", "er", "land", "straat", "weg"))
    }
    return set(_plain(called))


def faker_names(places: Iterable[str] = ()) -> Names:
    """Return first names and surnames of all places in Faker, or of some, in Latin letters."""
    person = importlib.import_module("faker.providers.person")
    given: set[str] = set()
    family: set[str] = set()
    for place in places or [module.name for module in pkgutil.iter_modules(person.__path__)]:
        provider = importlib.import_module(f"faker.providers.person.{place}").Provider
        for field in dir(provider):
            found = getattr(provider, field)
            if isinstance(found, str) or not hasattr(found, "__iter__"):
                continue
            if field.startswith(("first_name", "first_romanized")):
                given |= set(_plain(_parts(found)))
            elif field.startswith(("last_name", "last_romanized")):
                family |= set(_plain(_parts(found)))
    return given, family


def _parts(names: Iterable[object]) -> Iterator[str]:
    for name in names:
        if isinstance(name, str):
            for part in name.replace("-", " ").split():
                yield _romanised(part)


def _romanised(name: str) -> str:
    return "".join(ROMAN.get(letter, letter) for letter in name.lower()).replace("_", "")


if __name__ == "__main__":
    main()
