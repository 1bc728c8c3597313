"""Detectors and a model of the person's own are off until they are turned on in the settings."""

from __future__ import annotations

import pytest
from helpers.tiny_onnx import write_model
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from annotator.errors import UserError
from annotator.model.operations import SetFlags
from annotator.services.background.workplaces import Place, Shelf
from annotator.services.jobs import errands
from annotator.services.jobs.errands import Checked, ModelChoice
from annotator.ui.dialogs import settings_dialog
from annotator.ui.dialogs.settings_dialog import SettingsDialog
from annotator.ui.preferences.stored import Preferences


@pytest.fixture
def make_dialog(qtbot, monkeypatch):
    monkeypatch.setattr(settings_dialog, "plugin_names", lambda: ("our-style",))

    def make(preferences):
        dialog = SettingsDialog(preferences)
        qtbot.addWidget(dialog)
        chosen = []
        dialog.chosen.connect(chosen.append)
        return dialog, chosen

    return make


def boxes(dialog):
    return {box.text(): box for box in dialog.findChildren(QCheckBox)}


def test_an_installed_detector_is_offered_and_off(make_dialog):
    dialog, chosen = make_dialog(Preferences())
    assert not boxes(dialog)["our-style"].isChecked()
    boxes(dialog)["our-style"].click()
    dialog._accept()
    assert chosen[0]["plugins"] == ("our-style",)


def test_one_that_is_gone_can_be_turned_off(make_dialog):
    dialog, chosen = make_dialog(Preferences(plugins=("gone",)))
    boxes(dialog)["gone"].click()
    dialog._accept()
    assert chosen[0]["plugins"] == ()


def test_a_model_of_ones_own_is_a_path_and_a_kind(make_dialog):
    dialog, chosen = make_dialog(Preferences())
    dialog.findChildren(QLineEdit)[-1].setText(" /models/a.onnx ")
    kinds = [box for box in dialog.findChildren(QComboBox) if box.findData("correction") >= 0]
    kinds[0].setCurrentIndex(kinds[0].findData("correction"))
    dialog._accept()
    assert (chosen[0]["scorer"], chosen[0]["scorer_task"]) == ("/models/a.onnx", "correction")


def test_a_detector_that_fails_is_told_of_once(desk, qtbot):
    told = []
    desk.window.rechecking._jobs.failed.disconnect()
    desk.window.rechecking._jobs.failed.connect(told.append)
    left_out = ("ours", "RuntimeError: broken on purpose")
    desk.window.rechecking.set_models(ModelChoice(("ours",)), (left_out,))
    desk.window.rechecking._settle(desk.issue, Checked(SetFlags({}, {}), (left_out,)), lasting=False)
    assert [(error.code, error.values["name"]) for error in told] == [("plugin.failed", "ours")]


def test_the_window_loads_what_is_chosen_and_refuses_what_cannot_be(own_home, tmp_path):
    pytest.importorskip("onnxruntime")
    model = write_model(tmp_path, ["网络覆盖"])
    place = Place(Shelf(), lambda _share: None, lambda: False)
    assert errands.models_of(place, ModelChoice(scorer=str(model))).scorer is not None
    assert errands.models_of(place, ModelChoice()).scorer is None
    with pytest.raises(UserError):
        errands.load(place, ModelChoice(scorer=str(tmp_path / "none.onnx")))
