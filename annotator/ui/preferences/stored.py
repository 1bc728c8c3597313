"""What a person has set, kept as a small JSON file in the folder for settings.

``Preferences`` is the one place where a setting is described: its key, kind, range, default and where it is shown.
Reading, checking and writing the file go by that description, and so does the settings dialog.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from annotator.services.doubts.stream import (
    DEFAULT_RATE,
    FEWEST,
    MOST,
    Choice,
    DoubtKind,
    Order,
    Scope,
)
from annotator.ui.preferences.kinds import (
    Face,
    FileName,
    Group,
    Keys,
    Kind,
    OneOf,
    Rate,
    Recent,
    Record,
    Records,
    Setting,
    SomeOf,
    Switch,
    Text,
    Whole,
)

log = logging.getLogger(__name__)

FILE_NAME = "settings.json"
THEMES = ("system", "light", "dark")
LANGUAGES = ("system", "zh_CN", "en")
SMALLEST_SIZE, LARGEST_SIZE = 12, 40
MOST_MINUTES = 120
PAGE_IMAGE = ("above", "instead", "hidden")
SCORER_TASKS = ("masked", "correction")
_RECENT = 8
_RECENT_CHARACTERS = 100


def _set(default: Any, kind: Kind, group: Group | None = None, needs: str = "") -> Any:
    """Return a field of ``Preferences`` with its default and what ``Setting`` says of it."""
    said = {"kind": kind, "group": group, "needs": needs}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: dict(default), metadata=said)
    return field(default=default, metadata=said)


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings of the window.

    Attributes:
        who: the person's name, which signs corrections and labels; may be empty.
        theme: one of ``THEMES``.
        language: one of ``LANGUAGES``.
        text_face: typeface of the panes' text; empty for the best Song face there is.
        text_size: size of the panes' text in pixels.
        page_image: where the image of a page is shown, of the raw text: one of ``PAGE_IMAGE``.
        show_hints: whether the bar with the keys is shown.
        backup_minutes: after how many minutes of work a backup of the project is made; 0 for never.
        plugins: names of the detectors of installed packages that take part.
        scorer: path of a neural model of the person's own, or empty.
        scorer_task: what that was made for, one of ``SCORER_TASKS``.
        false_flags: false flags per 1000 characters that are borne, or None for the default sensitivity.
        hidden_kinds: kinds of doubts that are not shown.
        order: in which order doubts come.
        scope: how far series of doubts reach.
        projects: paths of the projects opened last, the latest first.
        export_choice: how was exported last; see ``ExportChoice.as_data``.
        export_presets: such choices with names, the one used last first.
        characters: the special characters used last, the latest first.
        toured: whether the tour of the first start was begun.
        shortcuts: keys by action, as portable text, where a person has changed them.
    """

    who: str = _set("", Text(), Group.PERSON)
    theme: str = _set("system", OneOf(THEMES), Group.LOOK)
    language: str = _set("system", OneOf(LANGUAGES), Group.LOOK)
    text_face: str = _set("", Face(), Group.LOOK)
    text_size: int = _set(18, Whole(SMALLEST_SIZE, LARGEST_SIZE), Group.LOOK)
    page_image: str = _set(PAGE_IMAGE[0], OneOf(PAGE_IMAGE), Group.LOOK)
    show_hints: bool = _set(True, Switch(), Group.LOOK)
    backup_minutes: int = _set(10, Whole(0, MOST_MINUTES), Group.SAFETY)
    plugins: tuple[str, ...] = _set((), SomeOf(), Group.DETECTORS)
    scorer: str = _set("", FileName("*.onnx"), Group.DETECTORS)
    scorer_task: str = _set(SCORER_TASKS[0], OneOf(SCORER_TASKS), Group.DETECTORS, needs="scorer")
    false_flags: float | None = _set(None, Rate(FEWEST, MOST))
    hidden_kinds: tuple[str, ...] = _set((), SomeOf(tuple(kind.value for kind in DoubtKind)))
    order: str = _set(Order.READING.value, OneOf(tuple(order.value for order in Order)))
    scope: str = _set(Scope.ISSUE.value, OneOf(tuple(scope.value for scope in Scope)))
    projects: tuple[str, ...] = _set((), Recent(_RECENT))
    export_choice: Mapping[str, Any] = _set({}, Record())
    export_presets: tuple[Mapping[str, Any], ...] = _set((), Records())
    characters: tuple[str, ...] = _set((), Recent(_RECENT_CHARACTERS))
    toured: bool = _set(False, Switch())
    shortcuts: Mapping[str, tuple[str, ...]] = _set({}, Keys())

    def choice(self) -> Choice:
        """Return which doubts are shown, and how."""
        return Choice(
            hidden=frozenset(map(DoubtKind, self.hidden_kinds)),
            order=Order(self.order),
            scope=Scope(self.scope),
            rate=DEFAULT_RATE if self.false_flags is None else self.false_flags,
        )

    def with_project(self, path: Path) -> tuple[str, ...]:
        """Return the list of projects with a path put first."""
        first = str(path)
        return (first, *(other for other in self.projects if other != first))[:_RECENT]

    def without_project(self, path: Path) -> tuple[str, ...]:
        """Return the list of projects without a path."""
        return tuple(other for other in self.projects if other != str(path))


SCHEMA = tuple(Setting(each.name, **each.metadata) for each in fields(Preferences))
"""All settings, in the order in which the dialog shows those that it shows."""


def of_choice(choice: Choice) -> dict[str, Any]:
    """Return the preferences that say a choice of doubts, by name."""
    usual = choice == Choice(hidden=choice.hidden, order=choice.order, scope=choice.scope)
    return {
        "false_flags": None if usual or choice.rate == DEFAULT_RATE else round(choice.borne, 3),
        "hidden_kinds": tuple(kind.value for kind in DoubtKind if kind in choice.hidden),
        "order": choice.order.value,
        "scope": choice.scope.value,
    }


def load(folder: Path) -> Preferences:
    """Read the settings; what is missing or makes no sense is as it was by default."""
    path = folder / FILE_NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError) as error:
        log.warning("settings not read: %s", error)
        return Preferences()
    if not isinstance(data, dict):
        log.warning("settings not read: %s holds no object", path.name)
        return Preferences()
    default = Preferences()
    return Preferences(
        **{
            setting.key: setting.kind.sound(data[setting.key], getattr(default, setting.key))
            for setting in SCHEMA
            if setting.key in data
        }
    )


def save(folder: Path, preferences: Preferences) -> None:
    """Write the settings. A program goes on if it cannot; that is logged.

    The file is replaced as a whole, so that no half of it can be left behind.
    """
    path = folder / FILE_NAME
    data = {setting.key: getattr(preferences, setting.key) for setting in SCHEMA}
    try:
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        log.warning("settings not saved: %s", error)
