"""The command ``annotator batch``: alone, in processes, on a cluster of this computer; the same bytes each way."""

import json
import subprocess
import sys

import pytest

PAGE = (
    "青河日报\n\n{title}\n\n本报讯 三月以来，青河两岸的茶园陆续开采。\n茶农说，今年雨水足，芽头比往年更壮。\n"
)

CLUSTER = """
import sys
from distributed import LocalCluster
from annotator.cli.main import main

if __name__ == "__main__":
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with LocalCluster(**options) as cluster:
        status = main([*sys.argv[1:], "--scheduler", cluster.scheduler_address])
    sys.exit(status)
"""


@pytest.fixture
def sources(tmp_path):
    for number in range(1, 5):
        folder = tmp_path / "报" / f"{number}"
        folder.mkdir(parents=True)
        (folder / "1.txt").write_text(PAGE.format(title=f"春茶开采第{number}日"), "utf-8")
    return tmp_path / "报"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "batch.jsonl"}


def call(*command, tmp_path):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *map(str, command)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_a_cluster_makes_the_same_bytes_and_says_what_it_shipped(sources, tmp_path, own_home):
    call("-m", "annotator", "batch", sources, "--out", tmp_path / "alone", "--workers", 1, tmp_path=tmp_path)
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER, "utf-8")
    said = call(script, "batch", sources, "--out", tmp_path / "cluster", tmp_path=tmp_path)
    assert contents(tmp_path / "alone") == contents(tmp_path / "cluster")
    size = sum(path.stat().st_size for path in sources.rglob("*.txt"))
    assert f"{size}" in said
    summary = json.loads((tmp_path / "cluster" / "summary.json").read_text("utf-8"))
    assert (summary["issues"], summary["failed"]) == (4, 0)
