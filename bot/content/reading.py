"""Reads prompts/ and schedules/, ours and a school's own, and reports every mistake at once."""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.content import files
from bot.content.dictionaries import Guard, called, problem_in
from bot.content.files import UnreadableError
from bot.content.model import Content, Mistake, Words
from bot.content.regions import Region, RegionFile
from bot.core import mending
from bot.core.instrument import Instrument
from bot.core.method import Frame, Method
from bot.core.model import LANGUAGES, Language
from bot.core.programme import Programme
from bot.core.sentences import LINES, Sentences
from bot.core.session.terms import CASE, REFLECTION, TOOL, Terms
from bot.core.step import Bilingual

FOLDERS = (("reflection", REFLECTION), ("consultation", CASE), ("toolbox", TOOL), ("practices", TOOL))
BOTH = 'must be a text in both languages: .nl = "…" and .en = "…"'
EXAMPLE = 'must be a table of names, such as { name = "Bram" }'
Kind = TypeVar("Kind", bound=BaseModel)
NOT_WRITTEN = {"id": "the file's name is the id", "terms": "its folder says so"}


def our_folder() -> Path:
    """Return the folder that holds prompts/ and schedules/: inside the installed package, or the project."""
    package = Path(__file__).parents[1]
    packed = package / "_content"
    return packed if packed.exists() else package.parent


def load(own: Path | None = None) -> Content:
    """Read our content and then a school's own, whose files win over ours by id; mistakes are collected."""
    if own is None:
        return _ours()
    reading = _our_reading().copied()
    reading.read(own)
    return reading.content()


@cache
def _ours() -> Content:
    return _our_reading().content()


@cache
def _our_reading() -> "_Reading":
    """Return what was read of what comes with the program, which does not change while it runs."""
    reading = _Reading()
    reading.read(our_folder())
    return reading


@dataclass
class _Reading:
    """What has been read so far."""

    methods: dict[str, Method] = field(default_factory=dict)
    frame: Frame | None = None
    regions: dict[str, Region] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    templates: dict[Language, dict[str, str]] = field(default_factory=lambda: {"nl": {}, "en": {}})
    words: dict[Language, dict[str, Any]] = field(default_factory=lambda: {"nl": {}, "en": {}})
    examples: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    signs: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: {"names": [], "alarm": [], "person": []})
    files: dict[str, str] = field(default_factory=dict)
    bilingual: set[str] = field(default_factory=set)

    def copied(self) -> "_Reading":
        """Return the same to read on in. What was read of a file is never changed, and shared."""
        return _Reading(**{one.name: _copied(getattr(self, one.name)) for one in fields(self)})

    def content(self) -> Content:
        sentences = {language: self._sentences(language) for language in LANGUAGES}
        return Content(
            self.methods,
            self.frame or _ours().frame,
            self.regions,
            sentences,
            self._examples_for_all(),
            tuple(self.mistakes),
            self._guard(sentences),
            self.files,
            frozenset(self.bilingual),
            self.programmes,
            self.instruments,
        )

    def _sentences(self, language: Language) -> Sentences:
        words = self.words[language]
        return Sentences(
            self.templates[language],
            tuple(words.get("numbers", ())),
            frozenset(words.get("ordinary", "").split()),
            frozenset(words.get("known", "").lower().split()),
            frozenset(words.get("passing", ())),
            frozenset(words.get("thanks", "").split()),
            **{name: tuple(words.get(name, ())) for name in LINES},
        )

    def _examples_for_all(self) -> Mapping[str, Mapping[str, Any]]:
        """Return example names for each sentence; those under `*` are for all of a file that have none of their own."""
        shared = {
            key: self.examples[any_of]
            for key in self.templates["nl"].keys() | self.templates["en"].keys()
            if (any_of := f"{key.partition('.')[0]}.*") in self.examples
        }
        return shared | {key: names for key, names in self.examples.items() if not key.endswith(".*")}

    def _guard(self, sentences: Mapping[Language, Sentences]) -> Guard:
        """Return the check for names, to which what our methods are called names nobody either."""
        several = [method.title for method in self.methods.values() if not method.is_prompt]
        ours = {word for title in several for language in LANGUAGES for word in called(title.in_(language))}
        known = ours.union(*(one.known for one in sentences.values()))
        names, alarms, judgements = map(tuple, self.signs.values())
        return Guard(our_folder() / "prompts" / "words", names, alarms, judgements, frozenset(known))

    def read(self, root: Path) -> None:
        if not root.is_dir():
            self.mistakes.append(Mistake(str(root), "folder", "is not there; correct LEERKRING_CONTENT"))
            return
        for folder, terms in FOLDERS:
            self._read_methods(root, root / "prompts" / folder, terms)
        if (path := root / "prompts" / "frame.toml").exists() or path.is_symlink():
            self._read_frame(root, path)
        for folder, read in self._readers().items():
            for path in self._tables_in(root, root / folder):
                read(root, path)
        self._read_messages(root)

    def _readers(self) -> dict[str, Callable[[Path, Path], None]]:
        return {
            "schedules/holidays": self._read_regions,
            "schedules/programmes": self._read_into(self.programmes, Programme),
            "prompts/instruments": self._read_into(self.instruments, Instrument),
        }

    def _read_messages(self, root: Path) -> None:
        for language in LANGUAGES:
            for path in self._tables_in(root, root / "prompts" / "messages" / language):
                self._read_sentences(root, path, language)
        for path in self._tables_in(root, root / "prompts" / "messages"):
            if path.stem == "examples":
                self._read_examples(root, path)
            else:
                self._read_bilingual(root, path)
        for path in self._tables_in(root, root / "prompts" / "words"):
            self._read_signs(root, path)

    def _in(self, root: Path, folder: Path) -> list[Path]:
        try:
            return files.in_folder(folder)
        except UnreadableError as error:
            self._note(root, folder, "folder", str(error))
            return []

    def _tables_in(self, root: Path, folder: Path) -> list[Path]:
        return [path for path in self._in(root, folder) if path.suffix == ".toml"]

    def _table(self, root: Path, path: Path) -> dict[str, Any] | None:
        try:
            return files.table_in(path)
        except UnreadableError as error:
            self._note(root, path, "file", str(error))
            return None

    def _note(self, root: Path, path: Path, where: str, problem: str) -> None:
        self.mistakes.append(Mistake(files.printable(path.relative_to(root)), where, problem))

    def _read(self, root: Path, path: Path, kind: type[Kind], **given: str) -> Kind | None:
        """Return what a file says of some kind, with what is given by where it lies; None, and its mistakes are noted,
        where it is not whole."""
        table = self._table(root, path)
        for key in given if table else ():
            if key in (table or {}):
                self._note(root, path, key, f"is not written in the file: {NOT_WRITTEN[key]}; remove it")
                return None
        try:
            return kind(**given, **table) if table is not None else None
        except ValidationError as error:
            for one in mending.told(error):
                where = ".".join(str(part) for part in one["loc"]) or "file"
                self._note(root, path, where, mending.mended(kind, one) + mending.step_of(table or {}, one["loc"]))
            return None

    def _read_methods(self, root: Path, folder: Path, terms: Terms) -> None:
        for path in self._in(root, folder):
            if path.suffix == ".toml":
                self._read_method(root, path, terms)
            elif path.name.lower().removesuffix(".txt").endswith(".toml"):
                # Some editors add .txt to every name, and hide it.
                self._note(root, path, "file", f"is not read; rename it to end in .toml, not in {path.suffix}")

    def _read_method(self, root: Path, path: Path, terms: Terms) -> None:
        method = self._read(root, path, Method, id=path.stem, terms=terms.name)
        if method is None:
            return
        file = path.relative_to(root).as_posix()
        if (other := self.files.get(path.stem, file)) != file:
            self._note(root, path, "id", f"is the file's name, and {other} has the same one; choose another name")
            return
        self.methods[path.stem] = method
        self.files[path.stem] = file

    def _read_into(self, found: dict[str, Kind], kind: type[Kind]) -> Callable[[Path, Path], None]:
        """Return what reads a file whose name is its id, and keeps it with those of its kind."""

        def read(root: Path, path: Path) -> None:
            if kind is Instrument and path.stem in self.methods:
                self._note(root, path, "id", f"is the file's name, and {self.files[path.stem]} has the same one")
            elif one := self._read(root, path, kind, id=path.stem):
                found[path.stem] = one

        return read

    def _read_frame(self, root: Path, path: Path) -> None:
        self.frame = self._read(root, path, Frame) or self.frame

    def _read_regions(self, root: Path, path: Path) -> None:
        if found := self._read(root, path, RegionFile):
            self.regions |= {region.id: region for region in found.regions}

    def _read_sentences(self, root: Path, path: Path, language: Language) -> None:
        if path.stem == "words":
            self._read_words(root, path, language)
            return
        for name, template in (self._table(root, path) or {}).items():
            if isinstance(template, str):
                self.templates[language][f"{path.stem}.{name}"] = template
            else:
                self._note(root, path, name, "must be a text between quotes")

    def _read_bilingual(self, root: Path, path: Path) -> None:
        """Read a file that holds its sentences in both languages side by side: each a table with nl and en and, if it
        uses names, an `example`; or tables of those."""
        self.bilingual.add(path.stem)
        for name, table in (self._table(root, path) or {}).items():
            if not isinstance(table, dict):
                self._note(root, path, name, BOTH)
            elif table.keys() & set(LANGUAGES):
                self._read_side_by_side(root, path, name, name, table)
            else:
                for part, texts in table.items():
                    self._read_side_by_side(root, path, f"{name}.{part}", f"{name}_{part}", texts)

    def _read_side_by_side(self, root: Path, path: Path, where: str, name: str, texts: object) -> None:
        both = dict(texts) if isinstance(texts, dict) else {}
        example = both.pop("example", {})
        try:
            said = Bilingual(**both)
        except ValidationError:
            self._note(root, path, where, BOTH)
            return
        if not isinstance(example, dict):
            self._note(root, path, f"{where}.example", EXAMPLE)
        elif example:
            self.examples[f"{path.stem}.{name}"] = example
        for language in LANGUAGES:
            self.templates[language][f"{path.stem}.{name}"] = said.in_(language)

    def _read_words(self, root: Path, path: Path, language: Language) -> None:
        if words := self._read(root, path, Words):
            self.words[language] = {**self.words[language], **words.model_dump(exclude_unset=True)}

    def _read_signs(self, root: Path, path: Path) -> None:
        """Read what adds to the check of what people write; what can't be used there is told, and left out."""
        kind, table = path.name.partition(".")[0], self._table(root, path)
        if kind not in self.signs:
            self._note(root, path, "file", "is not read; names.nl.toml, names.en.toml, alarm and person likewise are")
        elif table is not None and root != our_folder() and (problem := problem_in(kind, table)):
            self._note(root, path, "file", problem)
        elif table is not None:
            self.signs[kind].append(table)

    def _read_examples(self, root: Path, path: Path) -> None:
        for group, sentences in (self._table(root, path) or {}).items():
            for name, names in sentences.items() if isinstance(sentences, dict) else ():
                if isinstance(names, dict):
                    self.examples[f"{group}.{name}"] = names
                else:
                    self._note(root, path, f"{group}.{name}", EXAMPLE)
            if not isinstance(sentences, dict):
                self._note(root, path, group, "must be a table with a line for each sentence")


def _copied(value: Any) -> Any:
    """Return a collection copied, and what it collects of collections with it."""
    if isinstance(value, dict):
        return {key: copy(inner) if isinstance(inner, dict | list) else inner for key, inner in value.items()}
    return copy(value) if isinstance(value, list | set) else value
