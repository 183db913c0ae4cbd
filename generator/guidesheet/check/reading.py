"""How hard a text is to read, as the school grade that its words and sentences ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guidesheet.overlays import Edition
from guidesheet.shapes import texts_of

FEWEST = 100
"""Words below which a grade says nothing."""
HARDEST = 8
"""The grade up to which most adults read with ease (design: grade 8 or lower)."""

_SENTENCE = re.compile(r"[.!?…:;]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = {"en": re.compile(r"[aeiouy]+"), "es": re.compile(r"[aeo]|[áéíóú]|[iuü]+(?![aeoáéó])")}


def grade(texts: Iterable[str], lang: str) -> tuple[float | None, int]:
    """(grade, words). None where there are fewer than FEWEST words, or no measure for the language.

    English: Flesch–Kincaid grade level (Kincaid et al. 1975). Spanish: Crawford (1984), made for the first six grades.
    """
    sentences = [words for text in texts for part in _SENTENCE.split(text) if (words := _WORD.findall(part))]
    words = [word.lower() for sentence in sentences for word in sentence]
    if len(words) < FEWEST or lang not in _VOWELS:
        return None, len(words)
    syllables = sum(syllables_of(word, lang) for word in words)
    if lang == "es":
        found = -0.205 * 100 * len(sentences) / len(words) + 0.049 * 100 * syllables / len(words) - 3.407
    else:
        found = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(found, 0.0), len(words)


def own_texts(edition: Edition, sheet: str) -> Iterator[str]:
    """The texts of a sheet that are in the language of an edition: blocks that keep another one are nothing to grade it by."""
    texts = (prose for _, prose in texts_of(edition.dataset.sheets[sheet]) if prose.lang in (None, edition.lang))
    return (prose.plain(lambda n: "") for prose in texts)


def graded(lang: str) -> bool:
    """Is there a measure for a language?"""
    return lang in _VOWELS


def syllables_of(word: str, lang: str) -> int:
    """Syllables by the groups of vowels; right for nine words in ten."""
    count = len(_VOWELS[lang].findall(word))
    if lang == "en" and count > 1 and re.search(r"([^aeiouylr]e|[^td]ed|[^aeiouxszcgl]es)$", word):
        count -= 1
    return max(count, 1)
