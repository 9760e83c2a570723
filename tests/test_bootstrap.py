"""The environment: made once, mended by itself, and clear words when it cannot be made."""

import ast
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BASE = getattr(sys, "_base_executable", sys.executable)
CALL = "import sys; sys.path.insert(0, sys.argv.pop(1)); import bootstrap; {}; bootstrap.run(*sys.argv[1:])"
SLOW_UV = "#!/bin/sh\ntouch ../installing\nsleep 1\n"


@pytest.fixture
def tree(tmp_path):
    """A repository that needs no package, at a path with odd letters; a `uv` that does nothing."""
    root = tmp_path / "mit Leerzeichen und Ümlaut 新"
    (root / "lib").mkdir(parents=True)
    shutil.copy(ROOT / "lib" / "bootstrap.py", root / "lib")
    for name in ("requirements.txt", "lib/constraints.txt", "lib/pyproject.toml"):
        (root / name).write_text("# nothing\n")
    install_uv(tmp_path, "#!/bin/sh\nexit 0\n")
    return root


def install_uv(folder, script):
    (folder / "bin").mkdir(exist_ok=True)
    (folder / "bin" / "uv").write_text(script)
    (folder / "bin" / "uv").chmod(0o755)


def start(tree, *arguments, before="pass", path=None, **environment):
    """``python -m arguments`` through the bootstrap of `tree`; by default it prints a sum."""
    command = [BASE, "-c", CALL.format(before), str(tree / "lib"), *(arguments or ("calendar", "2024", "2"))]
    path = path or f"{tree.parent / 'bin'}:/usr/bin:/bin"
    environment = {"HOME": str(tree.parent), "PATH": path, "PIP_CONFIG_FILE": os.devnull, **environment}
    return subprocess.Popen(
        command, cwd="/", env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def call(tree, *arguments, **options):
    process = start(tree, *arguments, **options)
    process.output, process.errors = process.communicate(timeout=120)
    return process


def test_first_call_makes_the_environment_and_the_next_only_use_it(tree):
    first = call(tree)
    assert (first.returncode, first.output.split()[:2]) == (0, ["February", "2024"]), first.errors
    assert "preparing" in first.errors
    stamp = (tree / ".venv" / "stamp").stat().st_mtime_ns
    second = call(tree, "calendar", "2023", "1")
    assert (second.returncode, second.output.split()[0], second.errors) == (0, "January", "")
    assert (tree / ".venv" / "stamp").stat().st_mtime_ns == stamp
    shown = call(tree, "sysconfig").output
    assert f'data = "{tree / ".venv"}"' in shown  # it is the environment's Python that runs


def test_arguments_and_exit_code_pass_through(tree):
    done = call(tree, "calendar", "--type", "nonsense")
    assert done.returncode == 2
    assert "nonsense" in done.errors


def test_a_module_in_the_working_directory_is_not_run_by_mistake(tree):
    call(tree)
    (tree / "calendar.py").write_text("print('wrong')")
    done = subprocess.run(
        [BASE, "-c", CALL.format("pass"), "lib", "calendar", "2024", "2"],
        cwd=tree,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split()[0] == "February"


def test_changed_requirements_are_installed_without_starting_over(tree):
    call(tree)
    (tree / ".venv" / "mark").touch()
    (tree / "requirements.txt").write_text("# something else\n")
    assert "preparing" in call(tree).errors
    assert (tree / ".venv" / "mark").exists()
    assert call(tree).errors == ""


@pytest.mark.parametrize("damage", ["no stamp", "no python", "moved"])
def test_an_unfinished_or_moved_environment_is_made_anew(tree, damage):
    call(tree)
    (tree / ".venv" / "mark").touch()
    if damage == "no stamp":
        (tree / ".venv" / "stamp").unlink()
    elif damage == "no python":
        (tree / ".venv" / "bin" / "python").unlink()
    else:
        tree = tree.rename(tree.parent / "moved")
    done = call(tree)
    assert (done.returncode, done.output.split()[0]) == (0, "February")
    assert not (tree / ".venv" / "mark").exists()


def test_killed_while_installing_and_called_again(tree):
    install_uv(tree.parent, SLOW_UV)
    process = start(tree)
    while not (tree.parent / "installing").exists():
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert not (tree / ".venv" / "stamp").exists()
    done = call(tree)  # the orphaned installer still holds the lock, so this one waits for its end
    assert (done.returncode, "waiting for another call" in done.errors) == (0, True), done.errors


def test_two_calls_at_once_make_it_once(tree):
    install_uv(tree.parent, SLOW_UV + "echo installed >> ../log\n")
    done = [process.communicate(timeout=60) for process in [start(tree), start(tree)]]
    assert [output.split()[0] for output, _ in done] == ["February", "February"]
    assert (tree.parent / "log").read_text() == "installed\n"
    assert any("waiting for another call" in errors for _, errors in done)


def test_pip_installs_when_there_is_no_uv_or_it_fails(tree):
    install_uv(tree.parent, "#!/bin/sh\nexit 1\n")
    done = call(tree)
    assert (done.returncode, done.output.split()[0]) == (0, "February"), done.errors
    assert (tree / ".venv" / "bin" / "pip").exists()


def test_no_network_is_said_and_leaves_nothing_that_looks_finished(tree):
    (tree / "requirements.txt").write_text("pandas\n")
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0"}
    done = call(tree, path="/usr/bin:/bin", **nowhere)
    assert done.returncode == 2
    assert "The package index was not reached" in done.errors
    assert not (tree / ".venv" / "stamp").exists()


def test_missing_parts_of_python_are_named(tree):
    (tree.parent / "ensurepip.py").write_text("raise ImportError('No module named ensurepip')")
    done = call(tree, path="/usr/bin:/bin", PYTHONPATH=str(tree.parent))
    assert (done.returncode, "sudo apt install python3-venv" in done.errors) == (2, True), done.errors
    (tree.parent / "venv.py").write_text("raise ImportError('No module named venv')")
    done = call(tree, PYTHONPATH=str(tree.parent))
    assert (done.returncode, "No module named venv" in done.errors) == (2, True)


def test_a_place_that_cannot_be_written_is_named(tree):
    (tree / ".venv").write_text("a file where the folder should be")
    done = call(tree)
    assert (done.returncode, "cannot make the environment" in done.errors) == (2, True)


def test_too_old_a_python_is_told_so(tree):
    done = call(tree, before="bootstrap.NEEDED = (9, 9)")
    assert done.returncode == 2
    assert f"needs Python 9.9 or newer; this is {sys.version.split()[0]}" in done.errors
    for name in ("lib/bootstrap.py", "notebooks/__main__.py", "tests/__main__.py"):
        source = (ROOT / name).read_text("utf-8")
        tree = ast.parse(source, feature_version=(3, 7))
        assert source.isascii()  # older ones need no coding line
        assert not any(isinstance(node, ast.JoinedStr) for node in ast.walk(tree))


def test_the_message_reaches_the_old_pythons_that_are_here():
    names = ["python2", "python2.7", *(f"python3.{minor}" for minor in range(4, 11))]
    found = [python for python in map(shutil.which, names) if python]
    old = [
        python for python in found if not subprocess.run([python, "-c", ""], capture_output=True).returncode
    ]
    if not old:
        pytest.skip("no Python older than 3.11 here")
    for python in old:
        done = subprocess.run([python, str(ROOT / "notebooks")], capture_output=True, text=True)
        assert (done.returncode, "needs Python 3.11 or newer" in done.stderr) == (2, True), python
