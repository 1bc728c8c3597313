"""The single keys of the modes as data: what they do where no text is being typed."""

from __future__ import annotations

from annotator.ui.actions.kinds import KeySpec, Mode
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP

KEYS: tuple[KeySpec, ...] = (
    KeySpec(Mode.PROOFREAD, "Enter", QT_TRANSLATE_NOOP("Actions", "take the first candidate")),
    KeySpec(Mode.PROOFREAD, "1–9", QT_TRANSLATE_NOOP("Actions", "take another")),
    KeySpec(Mode.PROOFREAD, "Space", QT_TRANSLATE_NOOP("Actions", "keep the text")),
    KeySpec(Mode.PROOFREAD, "Shift+Space", QT_TRANSLATE_NOOP("Actions", "keep all alike")),
    KeySpec(Mode.PROOFREAD, "+", QT_TRANSLATE_NOOP("Actions", "project word")),
    KeySpec(Mode.PROOFREAD, "Backspace", QT_TRANSLATE_NOOP("Actions", "take back")),
    KeySpec(Mode.PROOFREAD, "Tab", QT_TRANSLATE_NOOP("Actions", "next, undecided")),
    KeySpec(Mode.PROOFREAD, "Shift+Tab", QT_TRANSLATE_NOOP("Actions", "previous, undecided"), hint=False),
    KeySpec(Mode.PROOFREAD, "Shift+Enter", QT_TRANSLATE_NOOP("Actions", "list the series"), hint=False),
    KeySpec(Mode.PROOFREAD, "F2", QT_TRANSLATE_NOOP("Actions", "type instead")),
    KeySpec(Mode.PROOFREAD, "Esc", QT_TRANSLATE_NOOP("Actions", "stop typing, decide again"), hint=False),
    KeySpec(Mode.LABEL, "A–Z", QT_TRANSLATE_NOOP("Actions", "label what is selected")),
    KeySpec(Mode.LABEL, ".", QT_TRANSLATE_NOOP("Actions", "select more")),
    KeySpec(Mode.LABEL, ",", QT_TRANSLATE_NOOP("Actions", "less")),
    KeySpec(Mode.LABEL, ";", QT_TRANSLATE_NOOP("Actions", "next name without label")),
    KeySpec(Mode.LABEL, "Tab", QT_TRANSLATE_NOOP("Actions", "next suggestion")),
    KeySpec(Mode.LABEL, "Enter", QT_TRANSLATE_NOOP("Actions", "take it, or the same label again")),
    KeySpec(Mode.LABEL, "1–9", QT_TRANSLATE_NOOP("Actions", "another label")),
    KeySpec(Mode.LABEL, "Space", QT_TRANSLATE_NOOP("Actions", "no label")),
    KeySpec(Mode.LABEL, "Shift+←/→", QT_TRANSLATE_NOOP("Actions", "select")),
    KeySpec(Mode.LABEL, "Alt+←/→", QT_TRANSLATE_NOOP("Actions", "move the end")),
    KeySpec(Mode.LABEL, "Alt+Shift+←/→", QT_TRANSLATE_NOOP("Actions", "move the beginning"), hint=False),
    KeySpec(Mode.LABEL, "[ ]", QT_TRANSLATE_NOOP("Actions", "label before, label behind"), hint=False),
    KeySpec(Mode.LABEL, ":", QT_TRANSLATE_NOOP("Actions", "name without label before"), hint=False),
    KeySpec(Mode.LABEL, "Delete", QT_TRANSLATE_NOOP("Actions", "remove the label")),
    KeySpec(Mode.LABEL, "Ctrl+Shift+L", QT_TRANSLATE_NOOP("Actions", "label all identical")),
    KeySpec(Mode.LABEL, "Shift+Enter", QT_TRANSLATE_NOOP("Actions", "list all identical")),
    KeySpec(Mode.LABEL, "Backspace", QT_TRANSLATE_NOOP("Actions", "take back")),
    KeySpec(Mode.LABEL, "F2", QT_TRANSLATE_NOOP("Actions", "edit the text")),
    KeySpec(Mode.ARRANGE, "Enter", QT_TRANSLATE_NOOP("Actions", "do the first")),
    KeySpec(Mode.ARRANGE, "1–9", QT_TRANSLATE_NOOP("Actions", "do another")),
    KeySpec(Mode.ARRANGE, "Space", QT_TRANSLATE_NOOP("Actions", "leave as it is")),
    KeySpec(Mode.ARRANGE, "Tab", QT_TRANSLATE_NOOP("Actions", "next, undecided")),
    KeySpec(Mode.ARRANGE, "Shift+Tab", QT_TRANSLATE_NOOP("Actions", "previous, undecided"), hint=False),
    KeySpec(Mode.ARRANGE, "Backspace", QT_TRANSLATE_NOOP("Actions", "take back")),
)
"""The single keys of the modes, in the order of the help."""
