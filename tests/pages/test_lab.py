"""JupyterLab as a researcher uses it: run all, sort, decide; no network, and a foreign kernel about."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAME = "02_figure_reconciliation"
FOREIGN = {"argv": ["false", "{connection_file}"], "display_name": "Foreign", "language": "python"}
SAID = "The ministry said exports of Norland were {} million tonnes in 2023. It sold {} cars to Ruritania."
IDLE = "text=Python 3 (ipykernel) | Idle"


@pytest.fixture
def folder(tmp_path):
    """A home with a foreign kernel called python3, and a copy of the notebook beside three short articles."""
    for place in (tmp_path / "home/.local/share/jupyter", tmp_path / "path"):
        (place / "kernels/python3").mkdir(parents=True)
        (place / "kernels/python3/kernel.json").write_text(json.dumps(FOREIGN))
    text = (ROOT / "notebooks" / f"{NAME}.ipynb").read_text("utf-8")
    (tmp_path / "notebooks/mine").mkdir(parents=True)
    (tmp_path / f"notebooks/{NAME}.ipynb").write_text(text.replace('\\"seeds\\"', '\\"mine\\"'), "utf-8")
    for name, *values in (("a", "4.57", 310), ("b", "4.75", 310), ("c", "4.57", 320)):
        (tmp_path / f"notebooks/mine/{name}.txt").write_text(SAID.format(*values))
    return tmp_path


@pytest.fixture
def address(folder, browser):  # without a browser there is no need to start
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        "--no-browser",
    ]
    options += ["--allow-root", "--IdentityProvider.token=token"]
    environment = {
        "HOME": str(folder / "home"),
        "JUPYTER_PATH": str(folder / "path"),
        "PATH": os.environ["PATH"],
    }
    environment |= {"NEWSFIGURES_OUT": str(folder / "out")}
    process = subprocess.Popen(
        [sys.executable, ROOT / "notebooks", "lab", *options],
        cwd=folder, env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    started = any("is running at" in line for line in process.stderr)
    assert started, process.wait()
    yield f"http://127.0.0.1:{port}/lab/tree/notebooks/{NAME}.ipynb?token=token&reset"
    process.terminate()
    process.communicate(timeout=30)


def run_all(page):
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_selector(".jp-OutputArea >> text=Written to")
    page.wait_for_selector(IDLE)


def test_open_run_all_sort_search_and_decide(folder, address, browser):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    requests, messages = [], []
    context.route(
        lambda url: not url.startswith((address.partition("/lab")[0], "data:", "blob:")),
        lambda route: (requests.append(route.request.url), route.abort()),
    )
    page = context.new_page()
    page.set_default_timeout(180_000)  # of a busy machine
    page.on("console", lambda m: messages.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(address)
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    listed = page.locator(".jp-DirListing-itemText", has_text=".ipynb").all_text_contents()
    assert listed == [f"{NAME}.ipynb"]
    page.wait_for_selector(IDLE)
    run_all(page)
    assert page.locator(".jp-RenderedVegaCommon5 svg").count() >= 2
    assert (
        page.locator("[data-mime-type='application/vnd.jupyter.error'], .MathJax, mjx-container").count() == 0
    )

    table = page.locator("table", has=page.locator("caption", has_text="Figures in context"))
    rows = table.locator("tbody tr")
    first = rows.first.inner_text()
    heading = table.get_by_role("button", name="figure")
    heading.click()
    heading.click()
    assert rows.first.inner_text() != first and table.locator("[aria-sort=descending]").count() == 1
    group = page.locator(".explore summary", has_text="tonnes").first
    group.click()
    assert group.inner_text().endswith("conflict") and "swap" in group.locator("xpath=..").inner_text()

    cell = page.locator(".jp-CodeCell", has_text="nf.override(").locator(".cm-content")
    cell.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+ArrowRight")
    source = cell.inner_text().replace('action=""', 'action="reject"').replace('claim=""', 'claim="b-1"')
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source.replace('note=""', 'note="two digits swapped"'))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("table:has(caption:text('Decisions in force')) >> text=two digits swapped")
    assert (
        "reject,b-1,,,two digits swapped,4.75 million tonnes"
        in (folder / "notebooks/mine/overrides.csv").read_text()
    )
    run_all(page)
    assert group.inner_text().endswith("agree")
    assert requests == [] and messages == []
    context.close()


def test_a_page_opens_the_group_of_a_chosen_quantity_and_searches_the_groups(run_folder, open_page):
    page = open_page(run_folder / f"{NAME}.html").page
    page.wait_for_function("document.documentElement.dataset.drawn === 'yes'")
    shown = page.locator(".explore > details:not([hidden])")
    every = shown.count()
    choice = page.locator("#choices select[name=only_quantity]")
    name = choice.locator("option").nth(1).inner_text()
    choice.select_option(name)
    assert shown.count() == 1 < every and shown.get_attribute("data-quantity") == name
    assert shown.locator("blockquote mark").first.is_visible()
    choice.select_option("")
    page.get_by_label("Search the groups").fill("S$323.7")
    assert 1 <= shown.count() < every
    assert all("S$323.7" in text for text in shown.all_text_contents())
    page.evaluate("location.hash = document.querySelector('.explore > details[hidden]').id")
    page.wait_for_selector(".explore > details[open]:target")  # a link shows what the search had hidden
