import itertools
import math
import random

import newsfigures as nf
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsfigures.counting import reuse, shingles

pytestmark = pytest.mark.filterwarnings("error")

STORY = (
    "The ministry said on Monday that exports of wheat rose by a tenth in the year to June, because the "
    "harvest was the best for a decade. Traders in Odesa expect prices to fall before the winter. "
    "Storage is full, and two of the three northern terminals have stopped taking deliveries until next week."
)
QUOTE = (
    '"We will keep the ports open to every country that wants to trade with us, whatever others may '
    "threaten, and we will answer every new tariff with a lower price of our own and with "
    'a longer contract," he said.'
)


def corpus(*texts):
    return nf.load(pd.DataFrame({"document": [f"d{i}" for i in range(len(texts))], "text": texts}))


def groups(*texts):
    return reuse.independent_groups(corpus(*texts))["group"].tolist()


def words(count, seed):
    return " ".join(f"w{random.Random(seed * 1000 + i).randrange(10**6)}" for i in range(count))


def test_seeds_share_no_copied_wording():
    table = reuse.independent_groups(nf.load("seeds"))
    assert table["group"].tolist() == [1, 2, 3, 4, 5]
    assert table["reason"].str.endswith("below the limits").all()


def test_the_longest_run_that_two_seeds_share_is_the_one_found_by_hand():
    found = reuse.shared_passages(nf.load("seeds"), shortest=6)
    assert found[["text_a", "words", "quoted"]].values.tolist() == [
        ["the relationship between Moscow and Beijing", 6, 0]
    ]
    assert found.loc[0, "start_a"] == 365 and found.loc[0, "document_b"].startswith("003")


def test_offsets_give_the_words_as_written_on_both_sides():
    seeds = nf.load("seeds")
    raw = {d.document: d.raw for d in seeds.records}
    found = reuse.shared_passages(seeds, shortest=5)
    assert len(found) == 4
    for row in found.itertuples():
        assert raw[row.document_a][row.start_a : row.end_a] == row.text_a
        assert raw[row.document_b][row.start_b : row.end_b] == row.text_b


@pytest.mark.parametrize(
    "text, same",
    [
        (STORY, True),
        (STORY.upper().replace(",", " –"), True),  # case and punctuation are not wording
        (STORY.replace("Monday", "Tuesday").replace("a decade", "ten years"), True),
        (words(300, 1) + " " + STORY, True),  # one long passage in a long article
        (words(50, 1) + ". " + STORY[:40], False),  # "The ministry said on Monday that exports"
        (
            "Wheat exports grew ten per cent to the end of June after a record crop, the ministry reported.",
            False,
        ),
    ],
)
def test_copied_wording_joins_documents_and_other_wording_does_not(text, same):
    assert groups(STORY, text) == ([1, 1] if same else [1, 2])


def test_a_statement_quoted_by_two_reporters_does_not_join_them():
    first, second = words(120, 1) + ". " + QUOTE, QUOTE + " " + words(120, 2)
    assert groups(first, second) == [1, 2]
    assert groups(first.replace('"', ""), second.replace('"', "")) == [1, 1]
    row = reuse.shared_passages(corpus(first, second)).iloc[0]
    assert row["words"] == row["quoted"] + 2 == 40  # "he said" stands outside the marks
    reason = reuse.independent_groups(corpus(first, second))["reason"][0]
    assert "38 more inside quotation marks" in reason and reason.endswith("below the limits")


def test_two_reports_that_are_nothing_but_one_quotation_are_one_witness():
    assert groups("In Omsk: " + QUOTE, QUOTE + " Then he left.") == [1, 1]


def test_single_quotation_marks_count_and_apostrophes_do_not():
    text = "Moscow's allies' envoys said 'we will never agree to the terms of this paper.' They left."
    marked = [m[0] for m in shingles._QUOTED.finditer(text)]
    assert marked == ["'we will never agree to the terms of this paper.'"]


def test_limits_are_parameters():
    text = words(100, 1) + " " + STORY[:107]
    assert groups(STORY, text) == [1, 1]
    with pytest.raises(ValueError, match="2 or more"):
        reuse.similarity(corpus(STORY, text), size=1)


def test_groups_chain_and_say_by_whom():
    digest = words(60, 1) + ". " + STORY
    table = reuse.independent_groups(corpus(words(60, 2), digest, words(60, 1), STORY))
    assert table["group"].tolist() == [1, 2, 2, 2]
    assert table["reason"][0] == "shares no run of 5 words with any other document"
    assert table["reason"][3].startswith("shares 54 words with d1 (100 % of the shorter text")


def test_similarity_of_three_words_by_hand():
    # idf 1 + ln(3/3) for b in both documents, 1 + ln(3/2) for a and c: cosine 1 / (1 + 1.4055 ** 2)
    row = reuse.similarity(corpus("a b", "b c")).iloc[0]
    assert row["cosine"] == pytest.approx(1 / (1 + (1 + math.log(1.5)) ** 2))
    assert row["shared"] == row["longest"] == 0


def test_jaccard_of_shingles_by_hand():
    # a b c d e f | b c d e f g: shingles abcde bcdef | bcdef cdefg, one of three
    row = reuse.similarity(corpus("a b c d e f", "b c d e f g")).iloc[0]
    assert row["jaccard"] == pytest.approx(1 / 3)
    assert row["shared"] == 5 and row["share"] == pytest.approx(5 / 6)


def test_equal_documents_are_wholly_alike():
    row = reuse.similarity(corpus(STORY, STORY)).iloc[0]
    assert row[["cosine", "jaccard", "share"]].tolist() == pytest.approx([1, 1, 1])


@pytest.mark.parametrize("text", ["...", "Word.", "中俄贸易额达到两千四百亿美元。", "- - -", "\u0661\u0662"])
def test_documents_with_almost_nothing_stand_alone(text):
    made = corpus(text, STORY, text + "!")
    table = reuse.independent_groups(made)
    copies = any(c.isalnum() for c in text)
    assert table["group"].tolist() == ([1, 2, 1] if copies else [1, 2, 3])
    assert table["reason"].all()
    assert not reuse.similarity(made).isna().any(axis=None)


def test_one_document_has_nobody_to_share_with():
    made = corpus(STORY)
    assert reuse.independent_groups(made)["group"].tolist() == [1]
    assert reuse.similarity(made).empty and reuse.shared_passages(made).empty


def test_a_wire_story_in_many_documents_is_one_group_above_the_small_size():
    # 60 prints of one story with their own ends, among 60 other texts that carry the same legal notice
    notice = " All rights reserved by the owner of this page and its partners."
    texts = [STORY + " " + words(15, i) + notice for i in range(60)]
    texts += [words(70, 100 + i) + notice for i in range(60)]
    assert groups(*texts) == [1] * 60 + list(range(2, 62))


def test_small_and_large_corpora_are_compared_alike(monkeypatch):
    texts = [STORY, words(60, 5), STORY.replace("Monday", "Friday"), words(30, 5) + " " + words(40, 6)]
    before = reuse.independent_groups(corpus(*texts))["group"].tolist()
    monkeypatch.setattr(shingles, "SMALL", 0)
    assert reuse.independent_groups(corpus(*texts))["group"].tolist() == before


def test_what_is_taken_some_at_a_time_is_compared_as_at_once(monkeypatch):
    monkeypatch.setattr(shingles, "SMALL", 0)
    texts = [words(30, i % 7) + f" {i}. " + QUOTE[: 40 * (i % 5)] + words(25, i) for i in range(40)]
    texts += [texts[3], STORY, STORY.replace("Monday", "Friday"), texts[3], "...", "Word.", "Word."]

    def tables():
        made = corpus(*texts)
        return reuse.independent_groups(made), reuse.similarity(made, most=30), reuse.shared_passages(made)

    before = tables()
    assert before[0]["group"].nunique() == 10 and len(before[1]) == 30 and before[1].attrs["note"]
    monkeypatch.setattr(shingles, "_BLOCK", 150)
    monkeypatch.setattr(shingles, "_HELD", 1000)
    for one, other in zip(before, tables(), strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_a_large_corpus_lists_the_pairs_that_share_most_and_says_so(monkeypatch):
    monkeypatch.setattr(shingles, "SMALL", 0)
    made = corpus(STORY, STORY[:200] + words(20, 1), STORY.replace("Monday", "Friday"), words(50, 2))
    every, first = reuse.similarity(made), reuse.similarity(made, most=1)
    assert (len(every), every.attrs["note"]) == (3, "")
    assert first.attrs["note"] == "Of 3 pairs the 1 that share most."
    assert first[["document_a", "document_b"]].values.tolist() == [["d0", "d2"]]
    assert set(reuse.shared_passages(made, most=1)["document_b"]) == {"d2"}


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=25), min_size=2, max_size=3))
def test_passages_are_shared_and_use_no_word_twice(documents):
    texts = [" ".join(words) or "." for words in documents]
    made = corpus(*texts)
    for row in reuse.shared_passages(made, size=3, shortest=3).itertuples():
        assert row.text_a == row.text_b and row.words == len(row.text_a.split())
    for _, pair in reuse.shared_passages(made, size=3, shortest=3).groupby(["document_a", "document_b"]):
        for side in "ab":
            spans = sorted(zip(pair[f"start_{side}"], pair[f"end_{side}"], strict=True))
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
