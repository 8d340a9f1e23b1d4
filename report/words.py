"""What the pages say in another language: report/template/zh-CN.json has a translation for each English text."""

import json
import re
from pathlib import Path

from markupsafe import Markup

FOLDER = Path(__file__).resolve().parent / "template"


class Words:
    """Texts of the pages in one language. A language other than English has a file: English to its own, `{}` for what varies."""

    def __init__(self, language: str = "en"):
        self.language = language
        file = FOLDER / f"{language}.json"
        self.known = {} if language == "en" else json.loads(file.read_text(encoding="utf-8"))
        self.forms = [(re.compile(re.escape(english).replace(r"\{\}", "(.+?)")), own) for english, own in self.known.items() if "{}" in english]

    def __call__(self, text: str, **values) -> str:
        """A text of the pages' own, with its values put in."""
        return self.known.get(text, text).format(**values)

    def of(self, text: str) -> str:
        """A text that the study composed: translated sentence by sentence, or else as it is, marked as English."""
        if self.language == "en" or not re.search("[A-Za-z]{2}", text):
            return text
        own = [self.sentence(each) for each in [text, *re.split(r"(?<=[.!?]) (?=[A-Z])", text)]]
        if own[0] or all(own[1:]):
            return own[0] or "".join(own[1:])
        return Markup('<span lang="en">{}</span>').format(text)

    def sentence(self, text: str) -> str | None:
        """The translation of a sentence of a known form; what varies in it is translated word by word."""
        if text in self.known:
            return self.known[text]
        found = next(((form.fullmatch(text), own) for form, own in self.forms if form.fullmatch(text)), None)
        return found and found[1].format(*(re.sub("[A-Za-z_]+", lambda word: self.known.get(word[0], word[0]), part) for part in found[0].groups()))


ENGLISH = Words()
