"""Writes the computed parts of README.md and outputs/README.md, and says what each should be.

A part stands between ``<!-- name -->`` and ``<!-- end -->``. ``python tests/readme.py`` runs the notebooks
over the five articles and over the example of the README and writes the parts; the tests compare them.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from newsfigures.pages import findings, summary

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LEDGER = "02_figure_reconciliation"
ENDS = re.compile(r"_(?:low|high|basis|a|b)$")  # which the introduction explains
OWN = re.compile(rf"(?:00\d_.*|{'|'.join(findings.VERDICTS)})$")  # columns named by documents and verdicts
RUN = [sys.executable, "-P", "-m", "newsfigures.cli", "run"]
EXAMPLE = "64%"  # the figure of article 004 that the README follows


def parameters():
    """A table of the parameters of each notebook, from its parameters cell."""
    from papermill import inspect_notebook

    parts = []
    for path in NOTEBOOKS:
        rows = [
            f"| `{name}` | {about['inferred_type_name']} | `{about['default']}` | {about['help']} |"
            for name, about in inspect_notebook(str(path)).items()
        ]
        head = f"**{path.stem}**\n\n| parameter | type | default | meaning |\n|---|---|---|---|"
        parts.append("\n".join([head, *rows]))
    return "\n\n".join(parts)


def verdict(run_folder):
    """How one figure is read, grouped, linked by arithmetic and held beside the official figures."""
    names = ("claims", "groups", "links", "references")
    claims, groups, links, references = (
        pd.read_parquet(run_folder / LEDGER / "tables" / f"{name}.parquet") for name in names
    )
    claim = claims[claims["text"] == EXAMPLE].iloc[0]
    group = groups.set_index("group").loc[claim["group"]]
    own = [n for n, inputs in enumerate(links["inputs"], 1) if claim["claim"] in inputs.split()]
    computed = [links["reason"][n - 1] for n in own]
    held = references[references["link"].isin([f"L{n}" for n in own])]
    lines = [
        f"**Read.** {' '.join(summary.aloud(claim))}",
        f"**Compared.** Verdict: {group['verdict']}. {group['reason']}",
        *(f"**Computed.** {reason}" for reason in computed),
        *(f"**Held against the record.** {_rest(row.reason, computed)}" for row in held.itertuples()),
    ]
    return "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))


def _rest(reason, before):
    """What a reason says beyond those that it begins with."""
    return next((reason.removeprefix(one).strip() for one in before if reason.startswith(one)), reason)


def example(readme):
    """The files of the README's example made by its own commands, and the answers that its runs print."""
    answers = {}
    with tempfile.TemporaryDirectory() as folder:
        for step, name in (("files", "answer"), ("decision", "decided")):
            script = re.search(rf"<!-- example: {step} -->\n```sh\n(.*?)```", readme, re.S)[1]
            files, _, command = script.rstrip().rpartition("\n")
            subprocess.run(["sh", "-euc", files], cwd=folder, check=True)
            words = command.split()
            assert words[:2] == ["python3", "notebooks"], command
            subprocess.run([*RUN, "--quiet", *words[2:], "--out", "out"], cwd=folder, check=True)
            answers[f"example: {name}"] = _answer(Path(folder) / "out" / LEDGER / f"{LEDGER}.ipynb")
    return answers


def _answer(notebook):
    """The first computed sentences of an executed notebook, and what follows by arithmetic."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    cell = next(cell for cell in cells if cell["id"] == "answer")
    text = re.sub(r"\n +", " ", "".join(cell["outputs"][0]["data"]["text/plain"]))
    links = pd.read_parquet(notebook.parent / "tables" / "links.parquet")
    lines = [*text.splitlines(), *(f"- Arithmetic: {reason}" for reason in links["reason"])]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def tables(run_folder, old):
    """The tables of each notebook with their columns, and what each column means, kept from ``old``."""
    meanings = dict(re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", old, re.M))
    parts, columns = [], set()
    for path in NOTEBOOKS:
        rows = []
        for file in sorted((run_folder / path.stem / "tables").glob("*.parquet")):
            names = [name for name in pd.read_parquet(file).columns if not OWN.match(name)]
            columns.update(names)
            key = f"{path.stem[:2]}/{file.stem}"
            rows.append(f"| `{key}` | {meanings.get(key, '?')} | {', '.join(names)} |")
        parts.append(f"**{path.stem}**\n\n| table | one row | columns |\n|---|---|---|\n" + "\n".join(rows))
    alone = {name for name in columns if ENDS.sub("", name) not in columns or not ENDS.search(name)}
    rows = [f"| `{name}` | {meanings.get(name, '?')} |" for name in sorted(alone, key=str.lower)]
    return "\n\n".join([*parts, "**Columns**\n\n| column | meaning |\n|---|---|\n" + "\n".join(rows)])


def put(text, parts):
    """The text with its computed parts replaced."""
    for name, part in parts.items():
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        assert end, f"no part {mark or name}"
        text = f"{before}{mark}{part}\n{end}{after}"
    return text


def computed(run_folder):
    """Both pages as they should be: ``{path: text}``."""
    readme, outputs = ROOT / "README.md", ROOT / "outputs" / "README.md"
    old, listed = readme.read_text("utf-8"), outputs.read_text("utf-8")
    parts = {"parameters": parameters(), "verdict": verdict(run_folder), **example(old)}
    return {readme: put(old, parts), outputs: put(listed, {"tables": tables(run_folder, listed)})}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "seeds"
        subprocess.run([*RUN, "--out", out], check=True)
        for file, text in computed(out).items():
            file.write_text(text, "utf-8")
        picture = out / "04_summary_charts" / "charts" / "beside_official.png"
        shutil.copy(picture, ROOT / "outputs" / "preview.png")
