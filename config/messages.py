"""The catalogues of sentences: what English pages need, collected from the code, the templates and the law.

Vietnamese sentences are the keys (docs/decisions/0010). locale/en holds the English of all that is wrapped for
translation in `ocop`; locale/vi holds the Vietnamese of packages whose own is missing. Only the .po files are kept: the
.mo files are compiled from them where the system is set up and where it is tested.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

BASE = Path(__file__).resolve().parent.parent
ENGLISH = Path("locale/en/LC_MESSAGES/django.po")
VIETNAMESE = Path("locale/vi/LC_MESSAGES/django.po")
LAW = "law"
"""The context of words that come from the law: kinds of producers, classes of products, kinds of units."""
WRAPPED: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""
PLACE = re.compile(r"%\([a-z_]+\)[sdf]|%[sdf]|\{[a-z_0-9]*\}|%%", re.IGNORECASE)
Key = tuple[str | None, Any]


def catalogues(base: Path = BASE) -> list[Path]:
    """Every .po file of ours."""
    return sorted((base / "locale").glob("*/LC_MESSAGES/*.po"))


def stale(base: Path = BASE) -> list[Path]:
    """The .po files whose .mo is missing or older; the Vietnamese also holds what the English one says there is."""
    newest = _time(base / ENGLISH)
    needed = {path: max(_time(path), newest) if path == base / VIETNAMESE else _time(path) for path in catalogues(base)}
    return [path for path, time in needed.items() if _time(path.with_suffix(".mo")) < time]


def compile_stale(base: Path = BASE) -> list[Path]:
    """Compile what changed; safe while others do the same."""
    done = stale(base)
    for path in done:
        content = BytesIO()
        catalog = read(path)
        if path == base / VIETNAMESE:
            add_own_sentences(catalog, read(base / ENGLISH))
        write_mo(content, catalog)
        target = path.with_suffix(".mo")
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        unfinished.write_bytes(content.getvalue())
        unfinished.replace(target)
    return done


def add_own_sentences(vietnamese: Catalog, english: Catalog) -> None:
    """Our Vietnamese sentences, each as its own translation: one that is found costs a tenth of one looked for in vain.

    Only in the compiled catalogue; a public page says fifty of them.
    """
    known = {key(each) for each in vietnamese}
    for message in english:
        if message.id and isinstance(message.id, str) and key(message) not in known:
            vietnamese.add(message.id, message.id, context=message.context)


def _time(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def write(path: Path, catalog: Catalog) -> None:
    """In the order of the sources, with the names of the files but not the lines, so that edits stay small."""
    content = BytesIO()
    write_po(content, catalog, width=120, include_lineno=False, ignore_obsolete=True, omit_header=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    header = HEADER.format(language=catalog.locale_identifier, plurals=catalog.plural_forms)
    path.write_text(header + content.getvalue().decode())


# What must be there


def wanted(base: Path = BASE) -> Catalog:
    """Every sentence wrapped in `ocop`, and every word of the law that public pages show."""
    catalog = Catalog(locale="en", project="ocop", charset="utf-8", fuzzy=False)
    for path in sorted((base / "ocop").rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            _collect(catalog, path.relative_to(base), path.read_text())
    for path in sorted([*(base / "ocop").rglob("*.html"), *(base / "ocop").rglob("*.txt")]):
        if "templates" in path.parts and "tests" not in path.parts:
            _collect(catalog, path.relative_to(base), _as_python(path.read_text()))
    for name, words in law_words(base):
        catalog.add(words, context=LAW, locations=[(name, 0)])
    return catalog


def _as_python(source: str) -> str:
    """A template as the calls its tags make; every other character is blotted out."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(source).splitlines())


def _collect(catalog: Catalog, path: Path, source: str) -> None:
    for _, words, _, context in extract("python", BytesIO(source.encode()), WRAPPED, options={"encoding": "utf-8"}):
        flags = ["python-format"] if "%(" in str(words) else []
        catalog.add(words, context=context, locations=[(path.as_posix(), 0)], flags=flags)


def law_words(base: Path = BASE) -> Iterator[tuple[str, str]]:
    """File and words: classes of products, kinds of producers, star bands, grounds of revocation, kinds of units."""
    from ocop.places.names import KINDS

    for path in sorted((base / "law").rglob("*.yaml")):
        name = path.relative_to(base).as_posix()
        if path.name not in ("classes.yaml", "organisations.yaml", "regime.yaml"):
            continue
        content = yaml.safe_load(path.read_text())
        yield from ((name, words) for words in _class_names(content.get("groups", ())))
        yield from ((name, each["label"]) for each in content.get("organisation_types", ()))
        yield from ((name, each["name"]) for each in content.get("star_bands", ()))
        yield from ((name, each["label"]) for each in (content.get("revocation") or {}).get("grounds", ()))
    yield from (("ocop/places/names.py", kind) for kind in KINDS)


def _class_names(classes: list[dict[str, Any]]) -> Iterator[str]:
    for each in classes:
        yield each["name"]
        for below in ("subgroups", "sets"):
            yield from _class_names(each.get(below, []))


# Bringing up to date, and checking


def bring_up_to_date(base: Path = BASE) -> tuple[int, int]:
    """Write locale/en anew, keeping its translations: how many sentences there are, how many lack English."""
    path, catalog = base / ENGLISH, wanted(base)
    known = {key(each): each for each in read(path)} if path.exists() else {}
    for message in catalog:
        if message.id and (old := known.get(key(message))) is not None and not old.fuzzy:
            message.string = old.string
    write(path, catalog)
    messages = [each for each in catalog if each.id]
    return len(messages), sum(not is_translated(each) for each in messages)


def problems(base: Path = BASE) -> list[str]:
    """What is wrong with the catalogues, in sentences; empty when nothing is."""
    found = []
    have = {key(each): each for each in read(base / ENGLISH) if each.id}
    need = {key(each): each for each in wanted(base) if each.id}
    for which, message in need.items():
        where = f"{message.locations[0][0]}: «{_shown(message)}»"
        if which not in have:
            found.append(f"thiếu trong locale/en: {where}")
        elif have[which].fuzzy or not is_translated(have[which]):
            found.append(f"chưa dịch sang tiếng Anh: {where}")
    found += [f"thừa trong locale/en: «{_shown(message)}»" for which, message in have.items() if which not in need]
    for path in catalogues(base):
        found += [f"{path.relative_to(base)}: {each}" for each in wrong_places(read(path))]
    return found


def key(message: Message) -> Key:
    return (message.context, message.id)


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings)


def _shown(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def wrong_places(catalog: Catalog) -> Iterator[str]:
    """Translations whose placeholders are not those of the sentence."""
    for message in catalog:
        if not message.id or not is_translated(message):
            continue
        ids = [message.id] if isinstance(message.id, str) else message.id
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        first, last = places(ids[0]), places(ids[-1])
        if places(strings[-1]) != last or any(places(each) not in (first, last) for each in strings):
            yield f"chỗ điền khác nhau: «{ids[0]}» / «{strings[-1]}»"


def places(text: str) -> Counter[str]:
    """The placeholders of a sentence, each as often as it occurs."""
    return Counter(PLACE.findall(text))
