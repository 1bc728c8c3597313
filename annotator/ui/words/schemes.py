"""What is wrong with a label scheme, and kinds of attributes, in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from annotator.model.labels import AttributeKind, LabelScheme
from annotator.model.schemes import SchemeProblem
from annotator.ui.qt.translate import QT_TRANSLATE_NOOP
from annotator.ui.words.sentences import fill

PROBLEMS: Mapping[str, str] = {
    "scheme.name": QT_TRANSLATE_NOOP("Schemes", "The scheme needs a name."),
    "scheme.labels": QT_TRANSLATE_NOOP("Schemes", "The scheme needs a label."),
    "id.empty": QT_TRANSLATE_NOOP("Schemes", "“{0}” needs a name for files."),
    "id.blank": QT_TRANSLATE_NOOP("Schemes", "The name for files of “{0}” has blanks it must not have."),
    "id.twice": QT_TRANSLATE_NOOP("Schemes", "Two have the name for files “{0}”."),
    "name.empty": QT_TRANSLATE_NOOP("Schemes", "“{0}” needs a name."),
    "color": QT_TRANSLATE_NOOP("Schemes", "“{0}” needs a colour."),
    "key.long": QT_TRANSLATE_NOOP("Schemes", "“{0}”: at most two keys."),
    "key.blank": QT_TRANSLATE_NOOP("Schemes", "“{0}”: this key cannot be used."),
    "key.twice": QT_TRANSLATE_NOOP("Schemes", "“{0}”: the key {1} is taken."),
    "key.begins": QT_TRANSLATE_NOOP("Schemes", "“{0}”: the keys {1} begin with those of another one."),
    "attribute.id": QT_TRANSLATE_NOOP(
        "Schemes", "“{0}”: an attribute needs a name for files without blanks."
    ),
    "attribute.twice": QT_TRANSLATE_NOOP("Schemes", "“{0}”: two attributes have the name for files “{1}”."),
    "attribute.name": QT_TRANSLATE_NOOP("Schemes", "“{0}”: the attribute “{1}” needs a name."),
    "attribute.choices": QT_TRANSLATE_NOOP(
        "Schemes", "“{0}”: the attribute “{1}” needs choices that differ."
    ),
    "attribute.default": QT_TRANSLATE_NOOP(
        "Schemes", "“{0}”: the attribute “{1}” cannot begin with that value."
    ),
    "relation.label": QT_TRANSLATE_NOOP("Schemes", "“{0}” joins “{1}”, which is no label of text."),
}
"""Sentences for the codes of ``annotator.model.schemes.problems_of``."""

_KINDS: Mapping[AttributeKind, str] = {
    AttributeKind.CHOICE: QT_TRANSLATE_NOOP("Schemes", "choice"),
    AttributeKind.TEXT: QT_TRANSLATE_NOOP("Schemes", "text"),
    AttributeKind.YES_NO: QT_TRANSLATE_NOOP("Schemes", "yes or no"),
}


def problem_sentence(problem: SchemeProblem, scheme: LabelScheme) -> str:
    """Return what is wrong, with names in place of ids where there are names."""
    named = {entry.id: entry.name for entry in scheme.relations} | {
        entry.id: entry.name for entry in scheme.labels
    }
    about = (
        problem.subject if problem.code.startswith("id.") else named.get(problem.subject) or problem.subject
    )
    value = problem.value.upper() if problem.code.startswith("key.") else problem.value
    return fill(QCoreApplication.translate("Schemes", PROBLEMS[problem.code]), (about, value))


def attribute_kind_name(kind: AttributeKind) -> str:
    """Return the name of a kind of attribute."""
    return QCoreApplication.translate("Schemes", _KINDS[kind])
