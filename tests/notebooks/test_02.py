"""Notebook 02 over the five articles says what two readings by hand and the official figures say."""

NAME = "02_figure_reconciliation"


def test_every_figure_of_the_hand_made_list(results):
    assert (results["figures"], results["documents"], results["witnesses"]) == (37, 5, 5)
    assert [results[name] for name in ("conflicts", "superseded", "breaks", "dated")] == [0, 0, 0, 5]


def test_one_value_in_five_articles_and_a_growth_in_two(table):
    groups = table("groups").set_index(["quantity", "measure", "verdict"])
    level = groups.loc["trade", "level", "different status"]
    assert (level["documents"], level["witnesses"], level["low"], level["high"]) == (5, 5, 239.5e9, 240.5e9)
    assert level["reason"].startswith("003 ") and "the same value as projected" in level["reason"]
    assert groups.loc["trade", "change", "agree"]["documents"] == 2  # +26 % in 000 and 001
    assert groups.loc["trade", "change", "different base"]["values"] == "64%"


def test_what_the_figures_imply(table):
    links = table("links").round({"low": 4, "high": 4})
    implied = {
        (f, round(low / 1e6, 1), round(high / 1e6, 1))
        for f, low, high in zip(links["formula"], links["low"], links["high"], strict=True)
        if "(1 +" in f
    }
    assert implied == {
        ("$240 billion / (1 + 26 percent)", 189328.1, 191633.5),  # 239.5 / 1.265 and 240.5 / 1.255
        ("$240 billion / (1 + 26%)", 189328.1, 191633.5),
        ("$240 billion / (1 + 64%)", 145592.7, 147094.8),  # 239.5 / 1.645 and 240.5 / 1.635
        ("107 million tonnes / (1 + 24%)", 85.5, 87.0),  # 106.5 / 1.245 and 107.5 / 1.235
    }
    term = links[links["relation"] == "term"].iloc[0]
    assert (term["formula"], term["verdict"]) == ("2024 + 6", "ties") and "till 2030" in term["reason"]


def test_what_the_official_figures_say(table):
    checked = table("references").set_index("claim")
    fits = checked[checked["verdict"] == "fits"]
    assert {"000-4", "001-2", "002-3", "003-6", "004-6"} <= set(fits.index)  # $240 billion, 240.11 published
    assert {"000-6", "001-3"} <= set(fits.index)  # +26 %, 26.3 published on a revised base
    assert "2024-05-15 allows it" in fits.loc["000-5"]["reason"]
    sixty_four = checked.loc[["004-7"]].set_index("verdict")
    assert "Chinese exports to Russia, growth 2021 to 2023" in sixty_four.loc["suggestion"]["reason"]
    assert "2021: $146.887 billion, which fits" in sixty_four.loc["fits"]["reason"]
    assert set(checked.loc["004-9"]["verdict"]) == {"no fit"}  # $23 billion of cars
    assert checked.loc["003-4"]["verdict"] == "does not fit"  # the 20th visit
