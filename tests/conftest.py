"""What tests share: one run over the five articles, and a browser without a network."""

import os
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
import runs
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
collect_ignore_glob = ["benchmarks/*", "fuzz/*"]

settings.register_profile("untimed", deadline=None)  # a busy machine fails no test
settings.load_profile("untimed")
Opened = namedtuple("Opened", "page requests messages")


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    """Folder of one run of all notebooks over the seeds, made by the command line as a user would."""
    folder = tmp_path_factory.mktemp("run") / "seeds"
    command = [sys.executable, "-P", "-m", "newsfigures.cli", "run", "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty working directory with a corpus of one article and a folder of one short notebook."""
    monkeypatch.chdir(tmp_path)
    return runs.make_place(tmp_path)


@pytest.fixture(scope="session")
def browser():
    """Chromium that is on the machine already; none is a skip, or a failure where one is required."""
    chromium = os.environ.get("PLAYWRIGHT_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
    )
    if not chromium:
        missing = "no Chromium found; install one or name it in PLAYWRIGHT_CHROMIUM"
        pytest.fail(missing) if os.environ.get("NEWSFIGURES_REQUIRE_BROWSER") else pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser):
    """Function that opens a file and returns the page, its requests beyond the file, and what it said.

    Every request but that for the file itself is refused and recorded. Messages are console errors and
    warnings, uncaught exceptions and dialogs. Options go to the browser context, such as
    ``color_scheme="dark"`` or ``viewport={"width": 390, "height": 800}``.
    """
    contexts = []

    def open_file(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        requests, messages = [], []
        address = Path(path).as_uri()

        def decide(route):
            if route.request.url.split("#")[0] == address:
                route.continue_()
            else:
                requests.append(route.request.url)
                route.abort()

        context.route("**/*", decide)
        page = context.new_page()
        page.on("console", lambda m: messages.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.on("dialog", lambda dialog: (messages.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(address)
        return Opened(page, requests, messages)

    yield open_file
    for context in contexts:
        context.close()
