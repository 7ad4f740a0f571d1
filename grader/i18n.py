"""The language in which the grader speaks: gettext catalogues, English as the key.

Sentences are written in English in the code, marked by ``_``, and looked up here.  The Japanese
catalogue is ``locale/ja/LC_MESSAGES/grader.po``.

After adding or changing a sentence: ``python -m grader.i18n`` puts the new ones into the catalogue,
takes out the ones that are gone, and compiles it; translate what it lists, and run it again.  (It
needs Babel, which only developers have.)  A test holds that nothing is untranslated and that the
compiled file is up to date.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reference.catalogue import Language

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

Translate = Callable[[str], str]

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "grader"
CATALOGUE = LOCALE / "ja" / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def translator(language: Language) -> Translate:
    """The ``_`` of a language: English sentence → the same sentence in that language."""
    if language == "en":
        return str
    import gettext

    return gettext.translation(DOMAIN, LOCALE, [language]).gettext


def language_from(environment: Mapping[str, str] = os.environ) -> Language:
    """The person's language: COURSE_LANG, or the usual LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""
    asked = environment.get("COURSE_LANG")
    if asked in ("en", "ja"):
        return "ja" if asked == "ja" else "en"
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for name in environment.get(variable, "").split(":"):
            if name.startswith("ja"):
                return "ja"
            if name and name.split(".")[0] not in ("C", "POSIX"):
                return "en"
    return "en"


# -- for developers: python -m grader.i18n --------------------------------------------------------


def sentences(folder: Path = Path(__file__).parent) -> Iterator[tuple[str, str]]:
    """Every sentence marked by ``_(…)`` in the grader, and the file that it is in.

    Raises ValueError for a mark around anything but a plain string: it could not be looked up.
    """
    import ast

    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
            match call:
                case ast.Call(ast.Name("_") | ast.Attribute(attr="_"), arguments):
                    pass
                case ast.Call(ast.Call(ast.Name("translator")), arguments):
                    pass
                case _:
                    continue
            match arguments:
                case [ast.Constant(str(sentence))]:
                    yield sentence, path.relative_to(folder.parent).as_posix()
                case _:
                    raise ValueError(f"{path}:{call.lineno}: not a plain string in _(…)")


def updated(old: Catalog) -> Catalog:
    """The catalogue with exactly the sentences of the grader, keeping their translations."""
    from babel.messages.catalog import Catalog

    new = Catalog(locale="ja", domain=DOMAIN, fuzzy=False)
    for sentence, file in sentences():
        known = old.get(sentence)
        new.add(
            sentence,
            known.string if known else "",
            locations=[(file, 0)],
            user_comments=known.user_comments if known else (),
        )
    return new


def main() -> None:
    """Bring the catalogue up to date and compile it; list what is not translated yet."""
    from babel.messages import mofile, pofile

    with CATALOGUE.open("rb") as file:
        catalog = updated(pofile.read_po(file, locale="ja"))
    with CATALOGUE.open("wb") as file:
        file.write(_HEADER)
        pofile.write_po(file, catalog, width=100, omit_header=True, include_lineno=False)
    with CATALOGUE.open("rb") as file:
        catalog = pofile.read_po(file, locale="ja")
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        mofile.write_mo(file, catalog)
    waiting = [message.id for message in catalog if message.id and not message.string]
    print(f"{len(catalog)} sentences, {len(waiting)} to translate")
    for sentence in waiting:
        print(f"  {sentence}")


_HEADER = b"""\
# What the grader says, in Japanese. `python -m grader.i18n` keeps it up to date.
msgid ""
msgstr ""
"Language: ja\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

if __name__ == "__main__":
    main()
