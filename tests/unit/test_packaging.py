"""What describes the packages of the three systems is of the form that their tools want, and names what is there."""

import re
from pathlib import Path

import packaging_facts
import pytest
import yaml
from trim_icu import IcuError, is_kept, items_of, trim, without_others

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "build" / "packaging"
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "bundle.yml").read_text("utf-8"))
(JOB,) = WORKFLOW["jobs"].values()


def test_the_workflow_makes_and_keeps_a_bundle_on_each_of_the_three_systems():
    systems = {entry["system"].partition("-")[0] for entry in JOB["strategy"]["matrix"]["include"]}
    assert systems == {"ubuntu", "windows", "macos"}
    for step in JOB["steps"]:
        assert ("uses" in step) != ("run" in step), step
        assert set(step) <= {"name", "uses", "run", "with", "if", "shell", "env"}
    (made,) = [step for step in JOB["steps"] if "make_bundle.py" in step.get("run", "")]
    assert "--packages" in made["run"]
    for name in re.findall(r"(?:build[\\/][\w\\/]+\.\w+)", str(JOB["steps"])):
        if "dist" not in name:
            assert (ROOT / name.replace("\\", "/")).exists(), name


def test_slashes_of_windows_options_do_not_go_through_a_shell_that_makes_paths_of_them():
    (step,) = [step for step in JOB["steps"] if "iscc" in step.get("run", "")]
    assert step["shell"] == "pwsh"


def test_the_script_of_the_installer_is_unicode_for_every_inno_setup():
    raw = (PACKAGING / "annotator.iss").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert set(re.findall(r"^\[(\w+)\]$", text, re.MULTILINE)) >= {
        "Setup",
        "Files",
        "Icons",
        "Registry",
        "Run",
    }
    license_file = re.search(r"^LicenseFile=(.+)$", text, re.MULTILINE)[1].replace("\\", "/")
    assert (PACKAGING / license_file).exists()
    icon = re.search(r"^SetupIconFile=(.+)$", text, re.MULTILINE)[1]
    assert icon.endswith(packaging_facts.ICONS["win32"])
    assert "{app}\\Annotator.exe" in text


def made_package(names):
    head = (0x20).to_bytes(2, "little") + b"\xda\x27" + bytes(8) + b"CmnD" + bytes(16)
    at, table, texts = 4 + 8 * len(names), b"", b""
    content_at = -(-(0x20 + at + sum(len(name) + 1 for name in names)) // 16) * 16 - 0x20
    for number, name in enumerate(names):
        table += (at + len(texts)).to_bytes(4, "little") + (content_at + 16 * number).to_bytes(4, "little")
        texts += name.encode() + b"\0"
    body = len(names).to_bytes(4, "little") + table + texts
    contents = b"".join(name.encode().ljust(16, b".")[-16:] for name in names)
    return head + body.ljust(content_at, b"\0") + contents


def test_of_the_data_of_icu_the_languages_of_the_window_stay_as_they_are():
    names = [
        *("icudt73l/af.res", "icudt73l/coll/root.res", "icudt73l/coll/zh.res", "icudt73l/en_GB.res"),
        *("icudt73l/brkitr/thaidict.dict", "icudt73l/gb18030.cnv", "icudt73l/ibm-37_P100-1995,swaplfnl.cnv"),
        *("icudt73l/nfkc.nrm", "icudt73l/supplementalData.res", "icudt73l/zh_Hant.res"),
    ]
    before = items_of(made_package(sorted(names)))
    after = items_of(without_others(made_package(sorted(names))))
    assert after == [(name, content) for name, content in before if is_kept(name)]
    gone = {name for name, _ in before} - {name for name, _ in after}
    assert gone == {names[0], names[4], names[6]}


def test_a_library_of_another_form_stays_as_it_is(tmp_path):
    library = tmp_path / "libicudata.so.73"
    for content in (b"MZ", b"\x7fELF\x02\x01" + bytes(500)):
        library.write_bytes(content)
        with pytest.raises(IcuError):
            trim(library)
        assert library.read_bytes() == content
