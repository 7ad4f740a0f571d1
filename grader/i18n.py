"""The language in which the grader speaks: gettext catalogues, English as the key.

Sentences are written in English in the code, marked by ``_``, and looked up here.  The Japanese
catalogue is ``locale/ja/LC_MESSAGES/grader.po``; ``python -m grader.i18n`` compiles it, and a test
holds that nothing is untranslated and that the compiled file is up to date.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from reference.catalogue import Language

Translate = Callable[[str], str]

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "grader"


@cache
def translator(language: Language) -> Translate:
    """The ``_`` of a language: English sentence → the same sentence in that language."""
    if language == "en":
        return str
    import gettext

    return gettext.translation(DOMAIN, LOCALE, [language]).gettext


def language_from(environment: Mapping[str, str] = os.environ) -> Language:
    """The person's language by the usual variables (LANGUAGE, LC_ALL, LC_MESSAGES, LANG)."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for name in environment.get(variable, "").split(":"):
            if name.startswith("ja"):
                return "ja"
            if name and name.split(".")[0] not in ("C", "POSIX"):
                return "en"
    return "en"
