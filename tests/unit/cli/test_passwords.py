"""A locked PDF is opened by a password from a file, the environment or the terminal; it is kept nowhere."""

import pytest
from helpers.pdf_files import locked_pdf

from annotator.cli import main, passwords
from annotator.cli.main import DONE, REFUSED
from annotator.cli.passwords import VARIABLE

SECRET = "hen3-mi4"
PAGES = [[(100, 700, 24, "新桥今日通车"), (100, 650, 12, "本报讯 新桥今日上午通车，市民纷纷前来参观。")]]


@pytest.fixture
def locked(tmp_path, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    path = tmp_path / "locked.pdf"
    path.write_bytes(locked_pdf(PAGES, SECRET))
    return path


def run(capfdbinary, *arguments):
    status = main.main([str(argument) for argument in arguments])
    out, err = capfdbinary.readouterr()
    return status, out.decode(), err.decode()


def test_a_password_from_a_file_opens_it_and_is_not_kept(locked, tmp_path, capfdbinary):
    secret, project = tmp_path / "secret.txt", tmp_path / "p.annotator"
    secret.write_text(f"{SECRET}\r\n", "utf-8")
    status, out, err = run(capfdbinary, "import", project, locked, "--password-file", secret)
    assert (status, SECRET in out + err) == (DONE, False)
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path not in (secret,)]
    assert project in kept
    assert not any(SECRET.encode() in path.read_bytes() for path in kept)
    status, out, _ = run(capfdbinary, "export", project, "-")
    assert "市民纷纷前来参观" in out


def test_a_locked_file_is_read_anew_with_its_password(locked, tmp_path, capfdbinary, monkeypatch):
    project = tmp_path / "p.annotator"
    monkeypatch.setenv(VARIABLE, SECRET)
    assert run(capfdbinary, "import", project, locked)[0] == DONE
    assert run(capfdbinary, "reread", project, locked)[0] == DONE
    monkeypatch.delenv(VARIABLE)
    assert run(capfdbinary, "reread", project, locked)[0] == REFUSED


def test_without_a_password_and_with_a_wrong_one_it_is_said(locked, tmp_path, capfdbinary, monkeypatch):
    status, _, err = run(capfdbinary, "process", locked)
    assert (status, err) == (REFUSED, "locked.pdf is locked by a password.\n")
    monkeypatch.setenv(VARIABLE, "other")
    status, _, err = run(capfdbinary, "process", locked)
    assert (status, err) == (REFUSED, "The password does not open locked.pdf.\n")
    status, _, err = run(capfdbinary, "process", locked, "--password-file", tmp_path / "none")
    assert status == REFUSED
    assert "none cannot be read" in err


def test_a_batch_takes_the_password_and_reads_what_was_left_out_without_it(
    locked, tmp_path, capfdbinary, monkeypatch
):
    (tmp_path / "issues" / "one").mkdir(parents=True)
    locked = locked.rename(tmp_path / "issues" / "one" / locked.name)
    locked.with_name("text.txt").write_text("晚间天气预报说，明天有小到中雨。", "utf-8")
    command = ("batch", tmp_path / "issues", "--out", tmp_path / "out", "--format", "text", "--workers", "1")
    assert run(capfdbinary, *command)[0] == DONE
    (made,) = (tmp_path / "out").glob("*.txt")
    assert "市民" not in made.read_text("utf-8")
    monkeypatch.setenv(VARIABLE, SECRET)
    assert run(capfdbinary, *command)[0] == DONE
    assert "市民纷纷前来参观" in made.read_text("utf-8")
    monkeypatch.delenv(VARIABLE)
    asked = []
    monkeypatch.setattr(passwords.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(passwords.click, "prompt", lambda words, **_options: asked.append(words) or SECRET)
    locked.with_name("second.pdf").write_bytes(locked_pdf(PAGES, SECRET))
    assert run(capfdbinary, *command)[0] == DONE
    assert len(asked) == 1
    assert made.read_text("utf-8").count("市民纷纷前来参观") == 2
    assert not any(SECRET.encode() in path.read_bytes() for path in (tmp_path / "out").iterdir())


def test_the_terminal_is_asked_without_echo(locked, capfdbinary, monkeypatch):
    asked = []

    def prompt(words, **options):
        asked.append((words, options["hide_input"]))
        return SECRET

    monkeypatch.setattr(passwords.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(passwords.click, "prompt", prompt)
    status, out, _ = run(capfdbinary, "process", locked)
    assert (status, asked) == (DONE, [("Password of locked.pdf", True)])
    assert "市民纷纷前来参观" in out
