"""Furniture is cut and kept apart, near misses stay, and every offset is one into the raw text."""

import itertools
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsfigures.loading import cleaning

RULES = tomllib.loads(files("newsfigures").joinpath("data/furniture.toml").read_text("utf-8"))["rule"]
PROSE = "The two countries traded goods worth $240 billion in 2023, customs data show."
BODY = "\n".join([PROSE] * 5)


@pytest.mark.parametrize(("name", "line"), [(r["name"], line) for r in RULES for line in r["cuts"]])
def test_cuts(name, line):
    removed = cleaning.read(f"{BODY}\n{line}").removed
    assert [(r.rule, r.text) for r in removed] == [(name, line)]


@pytest.mark.parametrize("line", [line for r in RULES for line in r["keeps"]])
def test_keeps_near_misses(line):
    for raw in (f"{BODY}\n{line}\n{PROSE}", f"{line}\n{BODY}"):
        assert cleaning.read(raw).removed == ()


@pytest.mark.parametrize(
    "line", ["ARDEL, March 4, 2019 - Prices rose 3.1 percent in May.", "LOS, May 4, 2019 - It rains all day."]
)
def test_a_short_lead_behind_its_dateline_is_no_imprint(line):
    assert "imprint" not in {r.rule for r in cleaning.read(f"{line}\n{BODY}").removed}


@pytest.mark.parametrize("rule", [r for r in RULES if r["where"] != "any"], ids=lambda r: r["name"])
def test_rules_of_the_edge_leave_the_middle_alone(rule):
    cleaned = cleaning.read(f"{BODY}\n{rule['cuts'][0]}\n{BODY}")
    assert rule["name"] not in {r.rule for r in cleaned.removed} and cleaned.facts == {}


@pytest.mark.parametrize(
    ("raw", "facts"),
    [
        (
            f"{BODY}\nQamar Bashir\nCopyright Business Recorder, 2024",
            ("Business Recorder", "Qamar Bashir", "2024"),
        ),
        (f"{BODY}\nSource: Cryptopolitan", ("Cryptopolitan", "", "")),
        (f"Author: Irina KHALTURINA\n{BODY}\nRECOMMEND:", ("", "Irina KHALTURINA", "")),
        (
            f"A title\nBy Jane Doe and Wei Zhang\nMay 16, 2024\n{BODY}",
            ("", "Jane Doe and Wei Zhang", "2024-05-16"),
        ),
        (
            f"{BODY}\n© 2023 Example Media Inc.\nPublished: 16 May 2024",
            ("Example Media Inc", "", "2024-05-16"),
        ),
        (f"{BODY}\n© 2019-2024 Example U.K.", ("Example U.K.", "", "2024")),
        (f"MOSCOW, May 16, 2024 (Reuters) - {BODY}", ("Reuters", "", "2024-05-16")),
        (f"Why?\nMay 16, 2024 | Daily Mirror of Elmo\n{BODY}", ("Daily Mirror of Elmo", "", "2024-05-16")),
        (f"Why?\nThe Daily | 16 May 2024\n{BODY}", ("The Daily", "", "2024-05-16")),
        (f"{BODY}\nUpdated: 17 May 2024", ("", "", "2024-05-17")),
        (f"Why?\n\nKanal 3, 19 August 2025, last updated 14:05\n\n{BODY}", ("", "", "2025-08-19")),
        (f"Why?\n\nChannel Nine business news, 7 January 2026\n\n{BODY}", ("", "", "2026-01-07")),
        (f"Why?\n\nPress information, Larn, 16 September 2025\n\n{BODY}", ("", "", "2025-09-16")),
        (BODY, ("", "", "")),
    ],
)
def test_cut_lines_tell_outlet_author_and_date(raw, facts):
    found = cleaning.read(raw).facts
    assert tuple(found.get(k, ("",))[0] for k in ("outlet", "author", "date")) == facts


def test_a_date_within_a_timeline_is_not_that_of_the_document():
    assert cleaning.read(f"{PROSE}\n16 May 2022\n{PROSE}\n17 May 2022\n{BODY}").facts == {}


def test_bare_name_at_the_end_is_an_inferred_author():
    assert cleaning.read(f"{BODY}\nQamar Bashir").facts == {"author": ("Qamar Bashir", "inferred")}


@pytest.mark.parametrize("line", ["The End", "New York", "Looking ahead", "CHINA DAILY", "Qamar", "5 May"])
def test_not_every_last_line_is_a_name(line):
    assert cleaning.read(f"{BODY}\n{line}").facts == {}


@pytest.mark.parametrize(
    "start",
    [
        "(Reuters) - ",
        "BEIJING (AP) — ",
        "MOSCOW, May 16 (Interfax) -- ",
        "Beijing, 16 May (Xinhua) - ",
        "Moscow (AFP) – ",
        "NEW YORK, May 5, 2024 (GLOBE NEWSWIRE) -- ",
        "LONDON/BEIJING, May 16 (Reuters) - ",
        "ST. PETERSBURG, Russia (AP) - ",
        "LONDON, May 16, 2024 /PRNewswire/ -- ",
        "ACCRA, January 20, 2024 - ",
        "PARIS (Reuters), 14 March 2022 — ",
        "NEW YORK, March 9 - ",
    ],
)
def test_datelines(start):
    cleaned = cleaning.read(start + BODY)
    assert [(r.rule, r.text) for r in cleaned.removed] == [("dateline", start.rstrip())]
    assert cleaned.blocks[0].start == len(start)


@pytest.mark.parametrize(
    "start",
    [
        "Prime Minister Modi (India) - who was not there - said trade rose.",
        "MOSCOW - Trade rose.",
        "On May 14, 2024 - the day of the vote - prices rose.",
        "Sales in Lyon, 14 March 2022 - a Monday - rose.",
        "The company (NYSE: XYZ) - a maker of pumps - said sales rose.",
        "ACME (NYSE) - a maker of pumps - said sales rose.",
        "CORRECTION (May 16) - Trade rose.",
        "Trade (goods) - up 26 % - rose.",
    ],
)
def test_prose_is_no_dateline(start):
    assert cleaning.read(f"{start}\n{BODY}").removed == ()


def test_a_dateline_dates_the_document():
    for start in ("ACCRA, January 20, 2024 - ", "26-JAN-1987 15:01:01\n\n", "Updated 20/01/2024\n\n"):
        assert cleaning.read(start + BODY).facts["date"][0].endswith(("2024-01-20", "1987-01-26"))


def test_headlines_that_end_the_text_belong_to_the_line_before_them():
    cleaned = cleaning.read(
        f"{BODY}\nRECOMMEND:\nOil falls as talks drag on\nFive things to know about tariffs"
    )
    assert {r.rule for r in cleaned.removed} == {"related"} and len(cleaned.removed) == 3
    assert len(cleaning.read(f"{BODY}\nRead Next\nAsia Pacific\nThe yen slides").removed) == 3
    kept = cleaning.read(f"{BODY}\nRelated:\nOil falls as talks drag on\n{PROSE}")
    assert [r.text for r in kept.removed] == ["Related:"]


def kinds(raw):
    return [b.kind for b in cleaning.read(raw).blocks]


def test_title_headings_and_list_items_are_told_from_sentences():
    items = "- Oil\n- Gas, 5 % more\n1. Coal"
    raw = "\n\n".join(["Why trade grew in 2023", PROSE, "What comes next", PROSE, items, PROSE])
    assert kinds(raw) == ["title", "sentence", "heading", "sentence", *["list item"] * 3, "sentence"]


def test_lines_of_verse_or_a_table_are_not_headings():
    assert kinds("Year Exports\n2021 Oil 74\n2022 Gas 179\n2023 Coal 200\n2024 Chips 500") == [
        "title",
        *["sentence"] * 4,
    ]


def test_a_label_above_the_title_is_not_the_title():
    raw = f"Opinion\nA marriage of convenience\nTwo days in May that mattered\n{PROSE}\n{PROSE}\n{PROSE}"
    assert kinds(raw) == ["heading", "title", "heading", *["sentence"] * 3]


def test_a_question_above_its_author_is_a_title():
    assert kinds(f"What comes next for trade?\nBy Jane Doe\n{PROSE}\n{PROSE}") == [
        "title",
        "sentence",
        "sentence",
    ]
    assert kinds(f"What comes next for trade?\n{PROSE}\n{PROSE}") == ["sentence"] * 3


def test_one_line_without_end_mark_is_a_sentence():
    assert kinds("Trade rose to $240 billion") == ["sentence"]


WRAPPED = """BAHIA COCOA REVIEW

    Showers continued throughout the week in
the Bahia cocoa zone, alleviating the drought since early
January and improving prospects for the coming temporao,
although normal humidity levels have not been restored,
Comissaria Smith said in its weekly review.
    The dry period means the temporao will be late this year.
    Arrivals for the week ended February 22 were 155,221 bags
of 60 kilos making a cumulative total for the season of 5.93
mln against 5.81 at the same stage last year.

- Cocoa delivered earlier on consignment was included in
  the arrivals figures.
- Final figures are not expected to be out until after the
  Brazilian carnival."""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_hard_wrapped_lines_are_joined(end):
    raw = WRAPPED.replace("\n", end)
    cleaned = cleaning.read(raw)
    starts = [cleaned.text[b.start : b.end].split()[:2] for b in cleaned.blocks]
    assert starts == [
        ["BAHIA", "COCOA"],
        ["Showers", "continued"],
        ["The", "dry"],
        ["Arrivals", "for"],
        ["-", "Cocoa"],
        ["-", "Final"],
    ]
    assert not any("\n" in cleaned.text[b.start : b.end] for b in cleaned.blocks)


NAMES = """Both nations are committed to undermining US global
leadership to create an alternative power structure wherein
China positions itself as the leader of the Global South.
The statement also examines their individual conflicts, with
Russia reaffirming its commitment to the principle of "one
China", denouncing Taiwan as an independent state, and
China stating that it opposes any external interference in
Russian internal affairs."""


def test_wrapped_lines_that_start_with_names_are_joined():
    assert len(cleaning.read(NAMES).blocks) == 1


def test_lines_that_are_paragraphs_are_not_joined():
    raw = "\n".join(["Trade rose in May.", "Oil fell.", "China said so.", "Gas, too, fell.", "It was 2023."])
    assert len(cleaning.read(raw).blocks) == 5
    raw = f"Apple\niPhone sales fell.\n{PROSE}\nThe rest\neBay and others sold more.\nNow what\n{PROSE}"
    assert len(cleaning.read(raw).blocks) == 7
    assert (
        len(cleaning.read("Oil falls as talks drag on\nTrade is up\nGas is next\nThe yen slides").blocks) == 4
    )


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("16 May 2024", "2024-05-16"),
        ("May 16th, 2024", "2024-05-16"),
        ("Sept. 3, 2023", "2023-09-03"),
        ("2024-05", "2024-05"),
        ("2024-05-16T10:30:00Z", "2024-05-16"),
        ("26 FEB 1987 15:01:01.79", "1987-02-26"),
        ("16.05.2024", "2024-05-16"),
        ("05/06/2024", "2024"),
        ("31 February 2024", "2024"),
        ("2024-13-40", "2024"),
        ("Mayor, 2024", "2024"),
        ("240 billion", ""),
        ("", ""),
    ],
)
def test_dates(written, iso):
    assert cleaning.iso_date(written) == iso


LINES = st.sampled_from(
    [line for r in RULES for line in r["cuts"] + r["keeps"]]
    + [
        PROSE,
        "",
        " ",
        "A heading",
        "- an item",
        "MOSCOW (AP) - Oil fell.",
        "goes on here",
        "\t indented\u00a0“x”",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028", "\f"])
ARTICLES = st.lists(st.tuples(LINES, ENDS), max_size=25).map(lambda rows: "".join(a + b for a, b in rows))


@given(st.one_of(st.text(max_size=300), ARTICLES), st.booleans())
def test_every_sign_that_is_no_space_is_kept_or_cut_once(raw, clean):
    cleaned = cleaning.read(raw, clean)
    assert len(cleaned.text) == len(raw)
    spans = sorted([(b.start, b.end) for b in cleaned.blocks] + [(r.start, r.end) for r in cleaned.removed])
    assert all(a < b for a, b in spans) and all(x[1] <= y[0] for x, y in itertools.pairwise(spans))
    outside = list(cleaned.text)
    for start, end in spans:
        outside[start:end] = " " * (end - start)
    assert not "".join(outside).strip()
    assert all(raw[r.start : r.end] == r.text for r in cleaned.removed)
    assert clean or not cleaned.removed
