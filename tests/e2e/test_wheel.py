"""The wheel holds the package and the resources, and nothing else; what it holds works by itself."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


def _names_below(folder):
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_package_and_the_resources_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = _names_below("annotator")
    resources = {f"annotator/{name}" for name in _names_below("resources")}
    resources |= {f"annotator/resources/{name.removeprefix('docs/')}" for name in _names_below("docs/guide")}
    licences = {f"licenses/{name}" for name in _names_below("resources/licenses")} | {"licenses/LICENSE"}
    (info,) = {name.partition("/")[0] for name in names if ".dist-info/" in name}
    metadata = {f"{info}/{name}" for name in {"METADATA", "WHEEL", "RECORD", "entry_points.txt"} | licences}
    assert package
    assert resources
    assert names == package | resources | metadata


def test_the_unpacked_wheel_finds_its_own_resources(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "unpacked")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'unpacked')!r})\n"
        "from annotator.resources import resource_path\n"
        "print(resource_path('licenses', 'index.json'))"
    )
    command = [sys.executable, "-X", "utf8", "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(tmp_path / "unpacked" / "annotator" / "resources")
