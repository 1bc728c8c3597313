"""Settings survive, and a damaged file of settings keeps nobody from working."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.services.doubts.stream import DEFAULT_RATE, Choice, DoubtKind, Order, Scope
from annotator.ui.preferences.kinds import OneOf
from annotator.ui.preferences.settings import Settings
from annotator.ui.preferences.stored import FILE_NAME, SCHEMA, Preferences, load, of_choice, save
from annotator.ui.qt.translate import Translators
from annotator.ui.words.settings import CHOOSE_FILE, GROUPS, WORDS, said


def test_what_is_saved_is_loaded(tmp_path):
    wanted = Preferences(
        theme="dark",
        language="en",
        text_size=24,
        false_flags=0.3,
        hidden_kinds=("name", "number"),
        order="series",
        scope="article",
        who="何田",
        projects=("/a.annotator",),
        show_hints=False,
        plugins=("our-style",),
        scorer="/models/a.onnx",
        scorer_task="correction",
    )
    save(tmp_path, wanted)
    assert load(tmp_path) == wanted


def test_without_a_file_everything_is_as_by_default(tmp_path):
    assert load(tmp_path) == Preferences()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\ufeff{}"])
def test_a_damaged_file_is_passed_over(tmp_path, content, logged_warnings):
    (tmp_path / FILE_NAME).write_text(content, "utf-8")
    assert load(tmp_path) == Preferences()
    assert logged_warnings


def test_values_that_make_no_sense_are_as_by_default(tmp_path):
    (tmp_path / FILE_NAME).write_text(
        '{"theme": "pink", "language": 3, "text_size": 900, "false_flags": "x", "who": null, "projects": [1, "/p"],'
        ' "plugins": "x", "scorer": 1, "scorer_task": "other",'
        ' "show_hints": 0, "unknown": 1, "hidden_kinds": 7, "order": [], "scope": "world"}',
        "utf-8",
    )
    assert load(tmp_path) == Preferences(text_size=40, projects=("/p",))


@pytest.mark.parametrize("setting", SCHEMA, ids=lambda setting: setting.key)
def test_every_setting_takes_its_default_and_no_nonsense(setting):
    default = getattr(Preferences(), setting.key)
    assert setting.kind.sound(json.loads(json.dumps(default)), "other") == (
        "other" if default is None else default
    )
    for nonsense in (None, 1e999, [[]], {"a": 1}, {"a": [2]}, object()):
        found = setting.kind.sound(nonsense, default)
        assert type(found) is type(default)
        assert setting.kind.sound(found, default) == found or found == default


def test_every_setting_of_the_dialog_has_words_in_chinese_too(qapp):
    translators = Translators(qapp)
    shown = {setting.key: setting for setting in SCHEMA if setting.group is not None}
    assert set(WORDS) == set(shown)
    assert {setting.group for setting in shown.values()} == set(GROUPS)
    for key, setting in shown.items():
        if isinstance(setting.kind, OneOf):
            assert set(WORDS[key].options) == set(setting.kind.options)
    translators.install("zh_CN")
    try:
        texts = [*GROUPS.values(), CHOOSE_FILE]
        for words in WORDS.values():
            texts += [words.name, words.hint, words.empty, words.before, words.after, *words.options.values()]
        assert {text for text in texts if text and said(text) == text} == {"中文", "English"}
    finally:
        translators.install("en")


def test_the_project_opened_last_comes_first_and_once():
    before = Preferences(projects=("/a", "/b"))
    assert before.with_project(Path("/b")) == ("/b", "/a")
    assert len(Preferences(projects=tuple(f"/{n}" for n in range(8))).with_project(Path("/x"))) == 8


def test_a_change_is_saved_and_told_once(tmp_path, qtbot):
    settings = Settings(tmp_path)
    told = []
    settings.changed.connect(told.append)
    settings.update(theme="dark")
    settings.update(theme="dark")
    assert [before.theme for before in told] == ["system"]
    assert load(tmp_path).theme == "dark"


def test_a_choice_of_doubts_is_what_it_was_when_it_is_loaded(tmp_path):
    hidden = frozenset({DoubtKind.NAME})
    choice = Choice(hidden=hidden, order=Order.KIND, scope=Scope.ARTICLE, rate=4.2)
    Settings(tmp_path).update(**of_choice(choice))
    assert load(tmp_path).choice() == choice
    Settings(tmp_path).update(**of_choice(replace(choice, rate=DEFAULT_RATE)))
    assert load(tmp_path).false_flags is None
    assert load(tmp_path).choice().rate == DEFAULT_RATE


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path, logged_warnings):
    save(tmp_path / "missing", Preferences())
    assert "settings not saved" in logged_warnings[0].getMessage()
