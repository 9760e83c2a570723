"""Co-mention: counts worked by hand, statistics beside SciPy's, and what small data cannot say."""

from itertools import permutations, product

import newsfigures as nf
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsfigures.counting import measures
from newsfigures.mentioning import comention, sectors
from scipy import stats

TWO = {
    "a": "Oil rose. Oil and steel fell. Banks lent.\nSteel and oil gained. Nothing else happened here.",
    "b": "Steel fell. Banks closed, and a bank opened. Oil and banks met.",
}


def corpus(texts):
    table = [{"document": name, "text": text} for name, text in texts.items()]
    return nf.load(pd.DataFrame(table))


def pairs_of(texts, unit="sentence", **options):
    return comention.co_mentions(sectors.find_mentions(corpus(texts)), unit, **options)


def row(pairs, a, b):
    found = pairs[(pairs["sector_a"] == a) & (pairs["sector_b"] == b)]
    assert len(found) == 1
    return found.iloc[0]


def test_counts_of_two_small_documents_by_hand():
    oil = row(pairs_of(TWO), "mining", "oil")  # eight sentences: steel in 1, 3, 5; oil in 0, 1, 3, 7
    assert (oil.both, oil.either, oil.with_a, oil.with_b, oil.units) == (2, 5, 3, 4, 8)
    assert (oil.expected, oil.documents, oil.lift) == (1.5, 1, pytest.approx(4 / 3))
    # C(4, 2) C(4, 1) / C(8, 3) + C(4, 3) / C(8, 3) = 28 / 56; all three in oil: 4 / 56
    assert (oil.p, oil.p_least) == (pytest.approx(0.5), pytest.approx(4 / 56))
    # a has steel in 2 and oil in 3 of 5: two together 3/10, one 6/10; b has each in 1 of 3: together 1/3.
    # Two or more: 3/10 + 6/10 * 1/3
    assert oil.p_within == pytest.approx(0.5)
    assert (oil.without, oil.both_without, oil.survives) == ("a", 0, False)


@pytest.mark.parametrize(
    "unit, options, expected",
    [
        ("paragraph", {}, (3, 3, 3, 3)),
        ("document", {}, (2, 2, 2, 2)),
        ("window", {"window": 5}, (1, 3, 3, 7)),
        ("window", {"window": 1000}, (2, 2, 2, 2)),
    ],
)
def test_other_units_by_hand(unit, options, expected):
    oil = row(pairs_of(TWO, unit, **options), "mining", "oil")
    assert (oil.both, oil.with_a, oil.with_b, oil.units) == expected


def test_full_counting_counts_pairs_of_mentions_and_leaves_the_tests_alone():
    binary, full = (row(pairs_of(TWO, "document", counting=c), "finance", "oil") for c in ("binary", "full"))
    assert (binary.strength, full.strength) == (2, 1 * 3 + 3 * 1)
    assert binary.p == full.p


def tables():
    """Two-by-two tables with margins that both sectors have."""
    cells = st.tuples(*[st.integers(0, 12)] * 4)
    return cells.filter(lambda c: c[0] + c[1] and c[0] + c[2])


@given(tables())
def test_statistics_equal_those_of_scipy(cells):
    table = np.array(cells).reshape(2, 2)
    both, a, b, n = cells[0], cells[0] + cells[1], cells[0] + cells[2], sum(cells)
    p, least = comention.fisher(both, a, b, n)
    assert p == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue, rel=1e-7)
    assert least <= p <= 1
    if 0 not in table.sum(0) and 0 not in table.sum(1):
        expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert measures.log_likelihood(both, a, b, n) == pytest.approx(expected, abs=1e-9)


@given(st.integers(1, 6), st.data())
def test_the_smallest_p_is_the_smallest_of_all_tables_with_these_margins(n, data):
    a, b = data.draw(st.integers(1, n)), data.draw(st.integers(1, n))
    ps = [comention.fisher(both, a, b, n) for both in range(max(0, a + b - n), min(a, b) + 1)]
    assert min(p for p, _ in ps) == pytest.approx(ps[0][1])


def test_p_within_is_what_all_shuffles_inside_documents_give():
    a, b = [[1, 1, 0], [1, 0, 0, 0]], [[0, 1, 1], [1, 0, 0, 1]]
    seen = sum(np.dot(x, y) for x, y in zip(a, b, strict=True))
    totals = [
        sum(np.dot(x, y) for x, y in zip(shuffle, b, strict=True))
        for shuffle in product(*map(permutations, a))
    ]
    size, with_a, with_b = np.array([3, 4]), np.array([2, 1]), np.array([2, 2])
    p = comention.shuffled_within(size, with_a, with_b, seen)
    assert p == pytest.approx(np.mean([t >= seen for t in totals]))


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=5),
    st.data(),
)
def test_p_within_of_many_equal_documents_is_that_of_each_in_turn(documents, data):
    size = np.array([n for n, _, _ in documents for _ in range(3)])
    a, b = (np.array([min(d[k], d[0]) for d in documents for _ in range(3)]) for k in (1, 2))
    exact = np.ones(1)
    for n, x, y in zip(size, a, b, strict=True):
        exact = np.convolve(exact, stats.hypergeom.pmf(np.arange(min(x, y) + 1), n, x, y))
    both = data.draw(st.integers(0, len(exact) - 1))
    p = comention.shuffled_within(size, a, b, both)
    assert p == pytest.approx(exact[both:].sum(), abs=1e-12) and exact[-1] <= p * (1 + 1e-9) and p <= 1


def test_no_p_is_below_what_the_margins_allow_and_adjusting_never_lowers_it():
    mentions = sectors.find_mentions(nf.load("seeds"))
    for unit in comention.UNITS:
        pairs = comention.co_mentions(mentions, unit)
        assert (pairs["p"] >= pairs["p_least"]).all() and (pairs["p_adjusted"] >= pairs["p"]).all()
        assert (
            (pairs["both"] <= pairs[["with_a", "with_b"]].min(axis=1)) & (pairs["either"] <= pairs["units"])
        ).all()


def test_five_documents_reach_no_p_below_a_tenth():
    pairs = comention.co_mentions(sectors.find_mentions(nf.load("seeds")), "document")
    assert pairs["p_least"].min() == pytest.approx(0.1) and pairs.attrs["reachable"] == 0


def test_adjusted_p_equals_benjamini_and_hochberg_over_all_pairs():
    mentions = sectors.find_mentions(nf.load("seeds"))
    pairs = comention.co_mentions(mentions)
    m = pairs.attrs["tested"]
    assert m == 23 * 22 / 2 and len(pairs) < m
    expected = np.minimum.accumulate((pairs["p"] * m / np.arange(1, len(pairs) + 1))[::-1])[::-1].clip(
        upper=1
    )
    assert pairs["p_adjusted"].head(10).tolist() == pytest.approx(expected.head(10).tolist())


def test_parameters_choose_pairs():
    assert set(pairs_of(TWO, minimum=2)["both"]) == {2}
    assert set(pairs_of(TWO, targets=["finance"])[["sector_a", "sector_b"]].apply(tuple, axis=1)) == {
        ("finance", "oil")
    }
    assert "oil" not in set(pairs_of(TWO, "document", exclude=["oil"])[["sector_a", "sector_b"]].stack())
    groups = pairs_of({"a": "Oil, gas and steel fell."}, by="group")
    assert groups[["sector_a", "sector_b"]].values.tolist() == [["Energy", "Mining and metals"]]


@pytest.mark.parametrize(
    "options, message",
    [
        ({"unit": "page"}, "unit is 'page'"),
        ({"counting": "some"}, "counting is 'some'"),
        ({"by": "term"}, "by is 'term'"),
        ({"window": 0}, "must be 1 or more"),
        ({"targets": ["tulips"]}, "'tulips' is no sector of the table"),
    ],
)
def test_a_parameter_that_does_not_exist_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        pairs_of(TWO, **options)


def test_copied_text_counts_once():
    texts = {"a": "Oil and steel fell for a third day in London. Gas rose.", "b": "Oil rose."}
    copied = {**texts, "c": "Oil and steel fell for a third day in London."}
    columns = ["both", "with_a", "with_b", "units", "p"]
    for unit in ("sentence", "paragraph", "window"):
        once, twice = (row(pairs_of(t, unit), "mining", "oil")[columns].tolist() for t in (texts, copied))
        assert once == twice
    mentions = sectors.find_mentions(corpus(copied))
    assert set(mentions.loc[mentions["document"] == "c", "copy"]) == {"a"}


def test_short_sentences_that_happen_to_be_equal_are_no_copies():
    assert row(pairs_of({"a": "Oil and steel fell.", "b": "Oil and steel fell."}), "mining", "oil").both == 2


def test_documents_of_one_independent_group_are_one_witness():
    texts = {"a": "Oil and steel rose.", "b": "Oil and steel fell.", "c": "Banks lent."}
    groups = pd.DataFrame({"document": ["a", "b", "c"], "group": [1, 1, 2]})
    alone, grouped = (row(pairs_of(texts, "document", groups=g), "mining", "oil") for g in (None, groups))
    assert (alone.both, alone.units, alone.witnesses) == (2, 3, 2)
    assert (grouped.both, grouped.units, grouped.witnesses, grouped.survives) == (1, 2, 1, False)


@pytest.mark.parametrize(
    "texts, unit, note",
    [
        ({"a": "Nothing here."}, "sentence", "No sector is mentioned"),
        ({"a": "Oil fell. Oil rose."}, "sentence", r"Only one sector is mentioned \(oil\)"),
        ({"a": "Oil and steel fell."}, "document", "only one document"),
        ({"a": "Oil and steel fell.", "b": "Oil rose."}, "window", "longer than every text"),
    ],
)
def test_what_the_data_cannot_answer_is_said(texts, unit, note):
    pairs = pairs_of(texts, unit, window=500)
    assert pd.Series(pairs.attrs["note"]).str.contains(note).all()
    assert list(pairs.columns) == comention.COLUMNS


def test_evidence_holds_both_sectors_and_stands_in_the_text():
    articles = nf.load("seeds")
    mentions = sectors.find_mentions(articles)
    raw = {d.document: d.raw for d in articles.records}
    for unit in comention.UNITS:
        pairs = comention.co_mentions(mentions, unit).head(5)
        behind = comention.pair_evidence(mentions, articles, pairs, unit)
        counted = behind.groupby(["sector_a", "sector_b"]).size()
        assert [counted[a, b] for a, b in zip(pairs["sector_a"], pairs["sector_b"], strict=True)] == list(
            pairs["both"]
        )
        for e in behind.itertuples():
            assert " ".join(raw[e.document][e.start : e.end].split()) == e.passage
            assert (
                all(part.split(", ")[0] in e.passage for part in e.terms.split(" + ")) or unit != "sentence"
            )


def test_units_side_by_side():
    mentions = sectors.find_mentions(corpus(TWO))
    tables = {unit: comention.co_mentions(mentions, unit) for unit in ("sentence", "document")}
    limits, steady = comention.compare_units(tables, 0.99)
    assert limits["units"].tolist() == [8, 2] and limits["least"].tolist() == pytest.approx([1 / 56, 1])
    for p in steady.itertuples():
        assert p.found == sum(x <= 0.99 for x in (p.sentence, p.document))
        assert p.document == row(tables["document"], p.sector_a, p.sector_b).p_adjusted


def test_the_backbone_keeps_heavy_links_of_a_large_graph_only():
    names = [f"s{n:02}" for n in range(11)]
    pairs = pd.DataFrame(
        [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]], columns=["sector_a", "sector_b"]
    )
    pairs["strength"] = 1
    pairs.loc[0, "strength"] = 20
    kept = comention.backbone(pairs)
    assert kept[["sector_a", "sector_b"]].values.tolist() == [["s00", "s01"]]
    assert kept["p_backbone"][0] == pytest.approx((1 - 20 / 29) ** 9)
    assert comention.backbone(pairs.head(39)).empty


def test_mentions_that_lost_their_units_are_refused():
    mentions = sectors.find_mentions("Oil and steel.")
    mentions.attrs = {}
    with pytest.raises(ValueError, match="take them from find_mentions"):
        comention.co_mentions(mentions)


def test_the_table_survives_parquet(tmp_path):
    mentions = sectors.find_mentions(corpus(TWO))
    mentions.to_parquet(tmp_path / "m.parquet")
    again = pd.read_parquet(tmp_path / "m.parquet")
    pd.testing.assert_frame_equal(comention.co_mentions(again), comention.co_mentions(mentions))
