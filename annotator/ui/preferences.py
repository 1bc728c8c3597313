"""What a person has set, kept as a small JSON file in the folder for settings."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from annotator.services.doubts.stream import (
    DEFAULT_THRESHOLD,
    FEWEST,
    MOST,
    Choice,
    DoubtKind,
    Order,
    Scope,
    rate_for,
    threshold_for,
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


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings of the window.

    Attributes:
        theme: one of ``THEMES``.
        language: one of ``LANGUAGES``.
        text_size: size of the panes' text in pixels.
        false_flags: false flags per 1000 characters that are borne, or None for the default sensitivity.
        hidden_kinds: kinds of doubts that are not shown.
        order: in which order doubts come.
        scope: how far series of doubts reach.
        who: the person's name, which signs corrections and labels; may be empty.
        projects: paths of the projects opened last, the latest first.
        show_hints: whether the bar with the keys is shown.
        export_format: name of the format exported to last.
        export_articles: whether each article got a file of its own then.
        plugins: names of the detectors of installed packages that take part.
        scorer: path of a neural model of the person's own, or empty.
        scorer_task: what that was made for, one of ``SCORER_TASKS``.
        characters: the special characters used last, the latest first.
        toured: whether the tour of the first start was begun.
        backup_minutes: after how many minutes of work a backup of the project is made; 0 for never.
        page_image: where the image of a page is shown, of the raw text: one of ``PAGE_IMAGE``.
        shortcuts: keys by action, as portable text, where a person has changed them.
    """

    theme: str = "system"
    language: str = "system"
    text_size: int = 18
    false_flags: float | None = None
    hidden_kinds: tuple[str, ...] = ()
    order: str = Order.READING.value
    scope: str = Scope.ISSUE.value
    who: str = ""
    projects: tuple[str, ...] = ()
    show_hints: bool = True
    export_format: str = "text"
    export_articles: bool = False
    plugins: tuple[str, ...] = ()
    scorer: str = ""
    scorer_task: str = SCORER_TASKS[0]
    characters: tuple[str, ...] = ()
    toured: bool = False
    backup_minutes: int = 10
    page_image: str = PAGE_IMAGE[0]
    shortcuts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def choice(self) -> Choice:
        """Return which doubts are shown, and how."""
        return Choice(
            DEFAULT_THRESHOLD if self.false_flags is None else threshold_for(self.false_flags),
            frozenset(map(DoubtKind, self.hidden_kinds)),
            Order(self.order),
            Scope(self.scope),
        )

    def with_project(self, path: Path) -> tuple[str, ...]:
        """Return the list of projects with a path put first."""
        first = str(path)
        return (first, *(other for other in self.projects if other != first))[:_RECENT]


def of_choice(choice: Choice) -> dict[str, Any]:
    """Return the preferences that say a choice of doubts, by name."""
    usual = choice.threshold == DEFAULT_THRESHOLD
    return {
        "false_flags": None if usual else round(rate_for(choice.threshold), 3),
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
    known = {each.name for each in fields(Preferences)}
    return _sound({name: value for name, value in data.items() if name in known})


def save(folder: Path, preferences: Preferences) -> None:
    """Write the settings. A program goes on if it cannot; that is logged.

    The file is replaced as a whole, so that no half of it can be left behind.
    """
    path = folder / FILE_NAME
    try:
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        log.warning("settings not saved: %s", error)


def _sound(data: dict[str, Any]) -> Preferences:
    default = Preferences()
    size = data.get("text_size")
    rate = data.get("false_flags")
    is_rate = isinstance(rate, int | float) and not isinstance(rate, bool) and FEWEST <= rate <= MOST
    hidden = data.get("hidden_kinds")
    return Preferences(
        theme=data["theme"] if data.get("theme") in THEMES else default.theme,
        language=data["language"] if data.get("language") in LANGUAGES else default.language,
        text_size=min(max(size, SMALLEST_SIZE), LARGEST_SIZE) if type(size) is int else default.text_size,
        false_flags=float(rate) if is_rate else None,  # type: ignore[arg-type]
        hidden_kinds=tuple(kind.value for kind in DoubtKind if kind.value in hidden)
        if isinstance(hidden, list)
        else default.hidden_kinds,
        order=data["order"] if data.get("order") in tuple(Order) else default.order,
        scope=data["scope"] if data.get("scope") in tuple(Scope) else default.scope,
        who=data["who"] if isinstance(data.get("who"), str) else default.who,
        projects=_texts(data.get("projects"))[:_RECENT],
        show_hints=data["show_hints"] if isinstance(data.get("show_hints"), bool) else default.show_hints,
        export_format=_text(data.get("export_format"), default.export_format),
        export_articles=data.get("export_articles") is True,
        plugins=_texts(data.get("plugins")),
        scorer=_text(data.get("scorer"), default.scorer),
        scorer_task=data["scorer_task"] if data.get("scorer_task") in SCORER_TASKS else default.scorer_task,
        characters=_texts(data.get("characters")),
        toured=data.get("toured") is True,
        backup_minutes=_whole(data.get("backup_minutes"), MOST_MINUTES, default.backup_minutes),
        page_image=data["page_image"] if data.get("page_image") in PAGE_IMAGE else default.page_image,
        shortcuts=_sound_shortcuts(data.get("shortcuts")),
    )


def _sound_shortcuts(data: Any) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(keys)
        for name, keys in (data.items() if isinstance(data, dict) else ())
        if isinstance(keys, list) and all(isinstance(each, str) for each in keys)
    }


def _whole(value: Any, most: int, default: int) -> int:
    return min(max(value, 0), most) if type(value) is int else default


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _text(value: Any, default: str) -> str:
    return value if isinstance(value, str) else default
