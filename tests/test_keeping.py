import pandas as pd
from newsfigures import keeping


def test_what_one_notebook_worked_out_another_finds(tmp_path, monkeypatch):
    asked = []

    @keeping.kept
    def slow(table, times=1):
        asked.append(times)
        return table * times

    table = pd.DataFrame({"n": [1, 2]})
    monkeypatch.setenv(keeping.FOLDER, str(tmp_path))
    slow(table)
    assert not list(tmp_path.iterdir())  # it was not slow
    monkeypatch.setattr(keeping, "LEAST", -1)
    assert slow(table, times=2)["n"].tolist() == slow(table, times=2)["n"].tolist() == [2, 4]
    assert asked == [1, 2]
    assert slow(table + 1, times=2)["n"].tolist() == [4, 6] and slow(table, times=3)["n"].tolist() == [3, 6]
    monkeypatch.delenv(keeping.FOLDER)
    assert slow(table, times=2)["n"].tolist() == [2, 4] and asked == [1, 2, 2, 3, 2]
