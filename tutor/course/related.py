"""Words that are often said of the same matter, from lists that ship: ``tears`` beside ``crying``."""

import functools
from importlib import resources

from tutor.course.analysis import fold, stem, words
from tutor.language import stopwords


def related(word: str, language: str) -> tuple[str, ...]:
    """The words that a list names beside this one in any form; none for most words."""
    return _groups(language).get(stem(fold(word), language), ())


@functools.cache
def _groups(language: str) -> dict[str, tuple[str, ...]]:
    file = resources.files("tutor") / "words" / f"related.{language}.txt"
    found: dict[str, tuple[str, ...]] = {}
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        group = [part for part in words(line) if part not in stopwords(language)]
        for word in group:
            key = stem(word, language)
            others = (one for one in group if stem(one, language) != key)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *others)))
    return found
