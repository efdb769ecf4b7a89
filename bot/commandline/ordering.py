"""Ordering: any number of lines put in order without holding them: so many at once, each lot in a file of its own."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice

AT_ONCE = 20_000


def in_order(lines: Iterable[tuple[str, str]], at_once: int = AT_ONCE) -> Iterator[str]:
    """Yield the texts of (key, text) in order of their keys, those of one key as they came; neither may hold an end of
    line, nor a key a tab.

    The files have no name, and are gone when the last text is taken.
    """
    lines = iter(lines)
    with ExitStack() as open_files:
        lots = []
        while lot := sorted(islice(lines, at_once), key=_key):
            file = open_files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            file.writelines(f"{key}\t{text}\n" for key, text in lot)
            file.seek(0)
            lots.append(_split(line) for line in file)
        for _, text in merge(*lots, key=_key):
            yield text


def _key(pair: tuple[str, str]) -> str:
    return pair[0]


def _split(line: str) -> tuple[str, str]:
    key, _, text = line.rstrip("\n").partition("\t")
    return key, text
