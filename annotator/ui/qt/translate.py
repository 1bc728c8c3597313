"""The languages of the window: Chinese on Chinese systems, English otherwise, or as the person chose."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from annotator.resources import resource_path

CHINESE = "zh_CN"
ENGLISH = "en"


def language_of(choice: str, system: QLocale | None = None) -> str:
    """Return the language of a choice: itself, or for ``"system"`` the one of the system's languages we have."""
    if choice != "system":
        return choice
    locale = system or QLocale.system()
    preferred = locale.uiLanguages() or [locale.name()]
    return CHINESE if preferred[0].lower().startswith("zh") else ENGLISH


def locale_of(language: str, system: QLocale | None = None) -> QLocale:
    """Return how dates and numbers are written in a language: as the system does where it speaks that language."""
    locale = system or QLocale.system()
    wanted = QLocale(language)
    return locale if locale.language() == wanted.language() else wanted


class Translators:
    """The translations installed in the program; Qt needs them kept alive."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def install(self, language: str) -> None:
        """Change the language of everything made from now on, and how dates and sizes are written with it.

        Raises:
            FileNotFoundError: our translation is missing, which is a fault of the installation.
        """
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        QLocale.setDefault(locale_of(language))
        if language != CHINESE:
            return
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ours = str(resource_path("i18n", f"annotator_{language}.qm"))
        for path in (f"{folder}/qtbase_{language}.qm", ours):
            translator = QTranslator(self._app)
            if translator.load(path):
                self._app.installTranslator(translator)
                self._installed.append(translator)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001
    """Mark a text for translation without translating it; the collector of texts knows Qt's name for this."""
    return text
