"""The program that needs no Python: it is whole, carries nothing else, works by itself, and is packed rightly."""

import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import bundle_contents
import make_bundle
import packaging_facts
import pytest

from annotator import __version__
from annotator.services.files.sample_pages import sample_files

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="built and tried on Linux here")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A bundle made and tried by the script, and what the script said."""
    dist = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "build/make_bundle.py", "--dist", str(dist)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return dist / "Annotator", done.stdout


def test_the_bundle_tries_itself_without_python_in_a_place_with_an_odd_name(made):
    _, said = made
    assert "self-test: everything works" in said
    assert "none of another Python or Qt" in said


def test_the_bundle_does_the_main_job_with_an_empty_environment(made, tmp_path):
    command = [str(made[0] / "Annotator"), "process", str(sample_files()[0]), "--json", "-"]
    done = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, check=True)
    assert json.loads(done.stdout)["articles"]


def test_a_bundle_that_lacks_something_or_carries_too_much_is_told(made, tmp_path):
    assert bundle_contents.faults(made[0], ROOT) == []
    inside = Path("_internal") / "annotator" / "resources"
    copy = tmp_path / "Annotator"
    shutil.copytree(made[0] / inside, copy / inside)
    (copy / inside / "report_words" / "en.json").unlink()
    (copy / inside / "guide" / "en.md").unlink()
    (copy / inside / "icons" / "undo.svg").write_text("other", "utf-8")
    for name in ("_internal/annotator/resources/samples/mine.txt", "_internal/tkinter/__init__.py"):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).touch()
    assert bundle_contents.faults(copy, ROOT) == [
        "missing: guide/en.md",
        "missing: report_words/en.json",
        "not of the project: samples/mine.txt",
        "altered: icons/undo.svg",
        "does not belong here: _internal/tkinter/__init__.py",
    ]


@pytest.fixture
def small(tmp_path):
    """What stands for a bundle where only the packing is looked at."""
    bundle = tmp_path / "Annotator"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / "Annotator").write_text("#!/bin/sh\n", "utf-8")
    (bundle / "Annotator").chmod(0o755)
    make_bundle.WORK.mkdir(parents=True, exist_ok=True)
    return bundle


def test_the_archive_unpacks_into_one_folder_with_an_installer_for_one_person(small, tmp_path):
    path = make_bundle.make_tarball(small, tmp_path)
    name = path.name.removesuffix(".tar.gz")
    assert __version__ in name
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    home = tmp_path / "家"
    home.mkdir()
    script = tmp_path / "unpacked" / name / "share" / "install.sh"
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    subprocess.run([str(script)], env=environment, check=True)
    desktop = home / ".local/share/applications/org.annotator.Annotator.desktop"
    assert f'Exec="{tmp_path}/unpacked/{name}/Annotator" %F' in desktop.read_text("utf-8")
    subprocess.run([str(script), "--remove"], env=environment, check=True)
    assert not desktop.exists()


def test_the_debian_package_brings_command_menu_icons_and_kind_of_file(made, small, tmp_path):
    path = make_bundle.make_deb(small, tmp_path)
    listed = subprocess.run(["dpkg-deb", "--contents", str(path)], capture_output=True, text=True, check=True)
    for name in (
        "./usr/bin/annotator -> /opt/annotator/Annotator",
        "./usr/share/applications/org.annotator.Annotator.desktop",
        "./usr/share/mime/packages/annotator.xml",
        "./usr/share/icons/hicolor/48x48/apps/org.annotator.Annotator.png",
    ):
        assert name in listed.stdout
    field = subprocess.run(
        ["dpkg-deb", "-f", str(path), "Version"], capture_output=True, text=True, check=True
    )
    assert field.stdout.strip() == __version__


def test_the_versions_of_windows_and_macos_are_those_of_the_program(tmp_path):
    assert packaging_facts.mac_info()["CFBundleShortVersionString"] == __version__
    written = packaging_facts.write_windows_version(tmp_path).read_text("utf-8")
    compile(written, "windows-version.txt", "eval")
    assert written.count(f"'{__version__}'") == 2
