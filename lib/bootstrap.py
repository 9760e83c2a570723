"""Make the environment once, then run a module in it. Standard library only, and old enough Python parses it.

``.venv`` holds the packages of requirements.txt at the versions of lib/constraints.txt. A stamp inside it,
written last, says what it was made from: without the stamp it is unfinished and made anew, with an older
one it is brought up to date, and otherwise all this costs is reading three small files.
"""

# ruff: noqa: UP031, RUF005, SIM115 (newer ways of writing these would be syntax errors where the message is due)

import hashlib
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "stamp")
PYTHON = os.path.join(VENV, *(["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]))
NEEDED = (3, 11)
INPUTS = ("requirements.txt", "lib/constraints.txt", "lib/pyproject.toml")


def run(module, *arguments):
    """Run ``python -m module arguments`` in the environment, in place of this process. Does not return."""
    if sys.version_info < NEEDED:
        stop("needs Python %d.%d or newer; this is %s%s" % (NEEDED + (sys.version.split()[0], newer())))
    if not ready():
        prepare()
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # the environment's settings before those of the user
    paths = [os.path.join(VENV, "share", "jupyter"), os.environ.get("JUPYTER_PATH", "")]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, paths))  # and its kernel before any other
    command = [PYTHON, "-P", "-m", module] + list(arguments)  # -P: no modules from the working directory
    sys.stdout.flush()
    if os.name == "nt":
        import subprocess

        sys.exit(subprocess.call(command))
    os.execv(PYTHON, command)


def stop(message):
    sys.stderr.write("newsfigures: %s\n" % message)
    sys.exit(2)


def newer():
    folders = os.environ.get("PATH", "").split(os.pathsep)
    for name in ["python3.%d" % minor for minor in range(15, NEEDED[1] - 1, -1)]:
        if any(os.access(os.path.join(folder, name), os.X_OK) for folder in folders):
            return "; try %s" % name
    return ""


def fingerprint():
    """Text of the stamp: what was asked for, where the environment stands, which Python it stands on."""
    digest = hashlib.sha256()
    for name in INPUTS:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read().replace(b"\r\n", b"\n") + b"\0")
    return "\n".join([digest.hexdigest(), VENV, os.path.realpath(PYTHON), ""])


def stamp():
    try:
        with open(STAMP, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    except OSError:
        return ""


def ready():
    return os.path.exists(PYTHON) and stamp() == fingerprint()


def prepare():
    """Make or mend the environment, one process at a time."""
    try:
        os.makedirs(VENV, exist_ok=True)
        lock = open(os.path.join(VENV, "lock"), "a")
    except OSError as error:
        stop("cannot make the environment: %s" % error)
    with lock:
        wait_for(lock)
        if ready():  # made by another process while we waited
            return
        sys.stderr.write("newsfigures: preparing %s; this happens once and takes a minute or two\n" % VENV)
        sound = os.path.exists(PYTHON) and stamp().split("\n")[1:] == fingerprint().split("\n")[1:]
        if os.path.exists(STAMP):
            os.remove(STAMP)
        if not sound:
            make(lock)
        install(lock)
        with open(STAMP + ".new", "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(fingerprint())
        os.replace(STAMP + ".new", STAMP)


def wait_for(lock):
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.stderr.write("newsfigures: waiting for another call that prepares the environment\n")
        fcntl.flock(lock, fcntl.LOCK_EX)


def make(lock):
    """Empty .venv of what an unfinished attempt left, and put a bare environment there."""
    import shutil

    for name in os.listdir(VENV):
        path = os.path.join(VENV, name)
        if name != "lock":
            shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.remove(path)
    python = getattr(sys, "_base_executable", None) or sys.executable
    code, lines = call([python, "-m", "venv", "--without-pip", VENV], lock)
    if code:
        stop("cannot make the environment: %s%s" % (lines[-1], DEBIAN))


def install(lock):
    """Install the requirements with uv where there is one, else, or when it fails, with pip."""
    import shutil

    wanted = ["install", "-r", "requirements.txt"]
    uv = shutil.which("uv")
    if uv:
        code, lines = call([uv, "pip"] + wanted + ["--python", PYTHON, "--compile-bytecode"], lock)
        if not code:
            return
    code, lines = call([PYTHON, "-m", "ensurepip", "--default-pip"], lock)
    if code:
        stop("pip cannot be installed: %s%s" % (lines[-1], DEBIAN))
    code, lines = call([PYTHON, "-m", "pip"] + wanted + ["--retries", "2", "--progress-bar", "off"], lock)
    if code:
        text = "\n".join(lines).lower()
        offline = any(sign in text for sign in OFFLINE)
        advice = NETWORK if offline else "The lines above say why; the next call tries again."
        stop("the packages could not be installed.\n  %s\n%s" % ("\n  ".join(lines[-6:]), advice))


DEBIAN = (
    "\nOn Debian and Ubuntu: sudo apt install python3-venv (or python%d.%d-venv), then call again."
    % (sys.version_info[:2])
)
NETWORK = (
    "The package index was not reached. Is there a network? Behind a proxy set HTTPS_PROXY; for a mirror set "
    "PIP_INDEX_URL. The next call goes on from here."
)
OFFLINE = ("new connection", "name resolution", "connection broken", "timed out", "dns error", "proxy")


def call(command, lock):
    """Run a command in the repository, showing its last line on a terminal; exit code and lines of output."""
    import subprocess

    settings = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0", "PYTHONIOENCODING": "utf-8"}
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    if os.name != "nt":
        options["pass_fds"] = [lock.fileno()]  # the lock holds until the last of them has ended
    process = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ, **settings), **options)
    lines, live = [], sys.stderr.isatty()
    for line in process.stdout:
        text = line.decode("utf-8", "replace").strip()
        if text:
            lines.append(text)
            if live:
                sys.stderr.write("\r\x1b[K%s" % text[:78])
                sys.stderr.flush()
    if live:
        sys.stderr.write("\r\x1b[K")
    return process.wait(), lines or ["no message"]
