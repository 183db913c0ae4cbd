"""The words of the interface: `<language>.yml`, flat, slots as `{n}`, plural forms as `key.one` and `key.other`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from guidesheet.language import locale


class Messages:
    """The words of one language."""

    def __init__(self, lang: str, words: dict[str, str]) -> None:
        self.lang = lang
        self._words = words

    def __call__(self, key: str, **slots: object) -> str:
        """The words for `key`. Raises KeyError where there are none: a message that is missing is a fault of ours."""
        text = self._words[key]
        for name, value in slots.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def count(self, key: str, number: int, **slots: object) -> str:
        """The plural form of `key` that goes with a number."""
        form = str(locale(self.lang).plural_form(number))
        return self(f"{key}.{form}" if f"{key}.{form}" in self._words else f"{key}.other", n=number, **slots)

    def client(self) -> dict[str, str]:
        """The words that the browser needs: those under `client.`."""
        return {key[7:]: text for key, text in self._words.items() if key.startswith("client.")}


@cache
def messages(lang: str) -> Messages:
    """The words of a language. Raises KeyError where the language is not there."""
    path = files(__name__) / f"{lang}.yml"
    if not path.is_file():
        raise KeyError(lang)
    return Messages(lang, yaml.load(path.read_text("utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader)))


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are words for."""
    return tuple(sorted(entry.name[:-4] for entry in files(__name__).iterdir() if entry.name.endswith(".yml")))
