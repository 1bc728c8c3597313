"""What the settings are called in the window: names, hints, and the words for what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from annotator.ui.preferences.kinds import Group
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a setting, in English; ``said`` gives those of the window's language.

    Attributes:
        name: what it is called.
        hint: more about it, shown where the mouse rests.
        empty: what stands where nothing is chosen: an empty text, nothing to choose from, the least number.
        before: what stands before a number.
        after: what stands behind it.
        options: the words for what can be chosen; one that is not listed is its own word.
    """

    name: str
    hint: str = ""
    empty: str = ""
    before: str = ""
    after: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


GROUPS: Mapping[Group, str] = {
    Group.PERSON: QT_TRANSLATE_NOOP("SettingsDialog", "Person"),
    Group.LOOK: QT_TRANSLATE_NOOP("SettingsDialog", "Look and text"),
    Group.SAFETY: QT_TRANSLATE_NOOP("SettingsDialog", "Safety"),
    Group.DETECTORS: QT_TRANSLATE_NOOP("SettingsDialog", "Finding errors"),
}

CHOOSE_FILE = QT_TRANSLATE_NOOP("SettingsDialog", "Choose…")

WORDS: Mapping[str, Words] = {
    "who": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Your name"),
        empty=QT_TRANSLATE_NOOP("SettingsDialog", "signs corrections and labels"),
    ),
    "theme": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Look"),
        options={
            "system": QT_TRANSLATE_NOOP("SettingsDialog", "as the system"),
            "light": QT_TRANSLATE_NOOP("SettingsDialog", "light"),
            "dark": QT_TRANSLATE_NOOP("SettingsDialog", "dark"),
        },
    ),
    "language": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Language"),
        options={
            "system": QT_TRANSLATE_NOOP("SettingsDialog", "as the system"),
            "zh_CN": "中文",
            "en": "English",
        },
    ),
    "text_face": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Typeface"),
        hint=QT_TRANSLATE_NOOP(
            "SettingsDialog", "Of raw text and articles. Listed are faces with Chinese characters."
        ),
        empty=QT_TRANSLATE_NOOP("SettingsDialog", "the best Song face there is"),
    ),
    "text_size": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Text size"), after=QT_TRANSLATE_NOOP("SettingsDialog", " pixels")
    ),
    "page_image": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Page image"),
        options={
            "above": QT_TRANSLATE_NOOP("SettingsDialog", "above the raw text"),
            "instead": QT_TRANSLATE_NOOP("SettingsDialog", "in place of the raw text"),
            "hidden": QT_TRANSLATE_NOOP("SettingsDialog", "not shown"),
        },
    ),
    "show_hints": Words(QT_TRANSLATE_NOOP("SettingsDialog", "Show the keys of the mode")),
    "backup_minutes": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Backups"),
        before=QT_TRANSLATE_NOOP("SettingsDialog", "every "),
        after=QT_TRANSLATE_NOOP("SettingsDialog", " minutes of work"),
        empty=QT_TRANSLATE_NOOP("SettingsDialog", "only when a project is opened"),
    ),
    "plugins": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Detectors of your own"),
        hint=QT_TRANSLATE_NOOP(
            "SettingsDialog", "Programs of others, which run with your rights. All are off at first."
        ),
        empty=QT_TRANSLATE_NOOP("SettingsDialog", "none installed"),
    ),
    "scorer": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Model of your own"),
        hint=QT_TRANSLATE_NOOP(
            "SettingsDialog",
            "An ONNX file of a Chinese BERT model; its vocab.txt stands beside it. Needs onnxruntime.",
        ),
        empty=QT_TRANSLATE_NOOP("SettingsDialog", "none"),
    ),
    "scorer_task": Words(
        QT_TRANSLATE_NOOP("SettingsDialog", "Kind of the model"),
        options={
            "masked": QT_TRANSLATE_NOOP("SettingsDialog", "masked language model"),
            "correction": QT_TRANSLATE_NOOP("SettingsDialog", "correction model"),
        },
    ),
}
"""The words of the settings that the dialog shows."""


def said(text: str) -> str:
    """Return words of this catalogue in the window's language."""
    return QCoreApplication.translate("SettingsDialog", text) if text else ""
