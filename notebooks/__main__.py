"""`python3 notebooks` runs the collection, `python3 notebooks lab` opens it in JupyterLab."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[0] = os.path.join(os.path.dirname(HERE), "lib")

import bootstrap  # noqa: E402

if sys.argv[1:2] == ["lab"]:
    os.chdir(bootstrap.ROOT)  # what JupyterLab shows, where no option says otherwise
    opened = ["--LabApp.default_url=/lab/tree/notebooks/01_corpus_statistics.ipynb"]
    opened += ["--ContentsManager.hide_globs=['__main__.py', '__pycache__']"]  # the list shows notebooks alone
    if os.path.exists("/.dockerenv") or os.path.exists("/run/.containerenv"):
        opened += ["--allow-root"]  # root of a container is the user; elsewhere Jupyter says how to insist
    bootstrap.run("jupyterlab", *(opened + sys.argv[2:]))
else:
    bootstrap.run("newsfigures.cli", "run", *sys.argv[1:])
