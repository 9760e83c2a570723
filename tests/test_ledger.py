"""The ledger on planted corpora, and on input that is wrong, small or strange."""

import ledger_gold as gold
import newsfigures as nf
import pandas as pd
import pytest
from newsfigures.pages import annotate
from newsfigures.reconciling import blocks
from newsfigures.reconciling.item import Item
from newsfigures.riding import plain_rows

# What is planted and not found, with what it would need; a row that comes right must be taken out here.
MISSED = {
    ("aircraft", 0): "a deal, an order and a firm order are three words for one thing",
    ("budget", 4): "will receive is read as a projection beside an approved budget",
    ("crash", 3): "a fall into a ravine and its depth",
    ("flood", 2): "the level of a river, named by the river alone",
    ("harvest", 2): "a litre costs 9.20 and 9.20 a litre",
    ("museum", 1): "a number right after a name is taken for a part of the name",
    ("summit", 2): "seven agreements on one day and eight two days later may be growth",
    ("takeover", 5): "a premium over a closing price",
    ("wheat", 5): "a price of a year ago that names no month",
}
PLANTED = [
    pytest.param(
        name,
        n,
        id=f"{name}-{n}",
        marks=pytest.mark.xfail(strict=True, reason=MISSED[name, n]) if (name, n) in MISSED else (),
    )
    for name in gold.NAMES
    for n in range(len(gold.rows(name)))
]


@pytest.mark.parametrize("name, n", PLANTED)
def test_planted_verdicts_are_found(name, n):
    row = gold.rows(name)[n]
    assert gold.holds(name, row), row["note"]


@pytest.mark.parametrize("name", gold.NAMES)
def test_no_false_conflict(name):
    assert gold.conflicts_not_planted(name) == []


def table(*texts, dates=()):
    dates = dates or [f"2024-03-{10 + n}" for n in range(len(texts))]
    frame = pd.DataFrame({"document": list("abcdef")[: len(texts)], "text": texts, "date": dates})
    return nf.find_claims(nf.load(frame))


TWO = "Exports of Norland reached {} billion dollars in 2023."


def test_of_two_swapped_totals_the_one_that_adds_up_is_not_the_slip():
    groups = gold.reconciled("bags").groups
    (reason,) = groups.loc[groups["verdict"] == "conflict", "reason"]
    assert "6.93 million is the sum of its parts" in reason and "6.39 million: digit swap" in reason


def test_a_conflict_names_the_likely_slip_and_quotes_both():
    ledger = nf.reconcile(table(TWO.format("4.57"), TWO.format("4.75")))
    row = ledger.groups.iloc[0]
    assert (row["verdict"], row["slip"], row["severity"]) == ("conflict", "digit swap", "headline")
    assert "4.57 billion" in row["reason"] and "4.75 billion" in row["reason"] and "(a " in row["reason"]


@pytest.mark.parametrize("tolerance, verdict", [(0.0, "conflict"), (0.05, "agree")])
def test_tolerance_widens_every_interval(tolerance, verdict):
    ledger = nf.reconcile(table(TWO.format("4.57"), TWO.format("4.75")), tolerance=tolerance)
    assert ledger.groups["verdict"].tolist() == [verdict]


def test_overrides_set_split_reject_and_pair_and_say_what_is_gone():
    claims = table(TWO.format("4.57"), TWO.format("4.75"), TWO.format("4.57"))
    lines = [
        "action,claim,field,value,note",
        "reject,b-1,,,a misprint",
        "split,c-1,,,another series",
        "set,x-9,status,planned,",
    ]
    overrides = pd.DataFrame([line.split(",") for line in lines[1:]], columns=lines[0].split(","))
    ledger = nf.reconcile(claims, overrides=overrides)
    assert ledger.groups["members"].tolist() == ["a-1", "c-1"]
    assert ledger.claims.set_index("claim").loc["b-1", "verdict"] == "not judged"
    assert len(ledger.notes) == 1 and "'x-9', which is not in this corpus any more" in ledger.notes[0]
    pair = pd.DataFrame([["pair", "a-1", "c-1", "", ""]], columns=lines[0].split(","))
    assert nf.reconcile(claims, overrides=pair).groups["members"].tolist() == ["a-1 b-1 c-1"]


def test_cannot_tell_comes_with_the_line_to_fill_in():
    ledger = nf.reconcile(
        table("Exports of Norland were 4 billion dollars.", "Exports of Norland were 7 billion dollars.")
    )
    work = ledger.work()
    assert ledger.groups["verdict"].tolist() == ["cannot tell"]
    assert work["override"].tolist() == ["set,a-1,period_start,,why"] and work["missing"].tolist() == [
        "period"
    ]


def test_copies_are_one_witness():
    text = "At least 12 people died when a dam broke above the town of Aldmoor, the fire brigade said."
    ledger = nf.reconcile(table(text, text, text))
    assert ledger.groups[["verdict", "documents", "witnesses"]].values.tolist() == [["single source", 3, 1]]


@pytest.mark.parametrize(
    "texts", [("Nothing is counted here.",), ("",), ("Es gab 12 Tote.", "Il y a 13 morts.")]
)
def test_small_and_strange_corpora(texts):
    frame = pd.DataFrame({"document": list("ab")[: len(texts)], "text": [t or "No words." for t in texts]})
    ledger = nf.reconcile(nf.find_claims(nf.load(frame)))
    assert (ledger.groups["verdict"] != "conflict").all()
    assert len(ledger.matrix()) == len(ledger.groups) and len(ledger.links) == 0


def test_wrong_input_is_refused_in_words():
    with pytest.raises(ValueError, match="share of the value from 0"):
        nf.reconcile(table("Sales were 5 dollars."), tolerance=-0.1)
    with pytest.raises(ValueError, match="no column claim"):
        nf.reconcile(pd.DataFrame({"document": ["a"]}))
    with pytest.raises(ValueError, match="process, pool or dask, not 'cores'"):
        nf.reconcile(table("Sales were 5 dollars."), engine="cores")


def test_every_claim_has_one_group_or_none_and_offsets_hold():
    corpus = nf.load("seeds")
    ledger = nf.reconcile(nf.find_claims(corpus), corpus.references)
    members = " ".join(ledger.groups["members"]).split()
    assert sorted(members) == sorted(ledger.claims.loc[ledger.claims["group"] != "", "claim"])
    raw = {d.document: d.raw for d in corpus.records}
    assert all(raw[c.document][c.start : c.end] == c.text for c in ledger.claims.itertuples())


def test_annotated_articles_keep_every_character_and_escape_it():
    frame = pd.DataFrame(
        {"document": ["a"], "text": ["Sales of <b>Acme</b> & Co rose to $5 million in 2023."]}
    )
    corpus = nf.load(frame)
    ledger = nf.reconcile(nf.find_claims(corpus))
    raw = corpus.records[0].raw
    assert "".join(words for words, _ in annotate.segments(raw, ledger.claims)) == raw
    html = annotate.articles(corpus, ledger)._repr_html_()
    assert "&lt;b&gt;Acme" in html and 'id="claim-a-1"' in html and 'href="#group-G1"' in html


SHOWN = {  # two stories and more: verdict, slip and severity that some group of them must have
    ("conflict", "digit swap", "headline"): (
        "Jones took 52.3 percent of the vote, against 41.6 percent for Smith, the board said.",
        "The board said Jones won 52.3 percent of the vote and Smith 46.1 percent.",
    ),
    ("conflict", "currency sign", "headline"): (
        "Norland's Lindqvist AB agreed to buy Boxcraft for €640 million.",
        "Dutch maker Boxcraft is to be taken over by Lindqvist AB for £640 million.",
    ),
    ("conflict", "magnitude", "order of magnitude"): (
        "Kenya spent $2.4 billion on a new terminal at Nairobi airport.",
        "Kenya spent $2.4 million on the terminal.",
    ),
    ("conflict", "", "rank"): (
        "In the poll Greens took 45.2 percent of the vote and Blues 44.1 percent.",
        "The commission said Greens took 43.7 percent of the vote and Blues 44.1 percent.",
    ),
    ("different period", "year", ""): (TWO.format("4.57"), TWO.format("4.57").replace("2023", "2013")),
    ("superseded", "", ""): (
        "Norland has bought 75,000 tonnes of sugar.",
        "Please read in the story of March 9: Norland has bought 57,000 tonnes of sugar, not 75,000 tonnes.",
    ),
}


@pytest.mark.parametrize("told", SHOWN, ids=" ".join)
def test_what_must_be_shown(told):
    groups = nf.reconcile(table(*SHOWN[told], dates=("2024-03-10", "2024-03-10"))).groups
    found = groups[["verdict", "slip", "severity"]].itertuples(index=False, name=None)
    assert told in list(found), groups[["quantity", "parties", "values", "verdict", "slip", "severity"]]


@pytest.mark.parametrize(
    "texts",
    [
        ("Torrent Motors sold 4,100 cars in January.", "Torrent Motors sold 5,200 cars in February."),
        ("Norland nickel cost 11,980 dollars on Monday.", "Norland nickel cost 12,010 dollars on Tuesday."),
        ("Some 18.2 million people voted in Norland.", "In Norland 18,214,077 people voted."),
        (
            "Alden <ALD> 1st qtr net\n\nNet 4.1 mln vs 3.6 mln",
            "Alden <ALD> 2nd qtr net\n\nNet 5.2 mln vs 4.4 mln",
        ),
    ],
)
@pytest.mark.parametrize("dates", [("2024-03-10", "2024-03-12"), ("", "")])
def test_what_is_of_two_times_or_meets_by_rounding_is_no_conflict(texts, dates):
    verdicts = set(nf.reconcile(table(*texts, dates=dates)).groups["verdict"])
    assert not verdicts & {"conflict", "superseded"}


@pytest.mark.parametrize(
    "one, other, verdict",
    [
        ("Norland's exports rose 12 percent in 2023.", "Norland's exports rose 13 percent in 2023.",
         {"conflict"}),
        ("Norland's exports rose 12 percent in 2023 by value.",
         "Norland's exports rose 3 percent in 2023 by volume.", set()),
        ("In 2023 oil made up 60 percent of Norland's exports.",
         "In 2023 China took 30 percent of Norland's exports.", set()),
        ("In 2023 oil made up 60 percent of Norland's exports.",
         "In 2023 oil made up 63 percent of Norland's exports.", {"conflict"}),
        ("Prices in Norland rose 0.4 percent in May.", "Prices in Norland rose 3.4 percent in May.", set()),
        ("Norland expects exports of $4.5 billion in 2025.",
         "The IMF expects exports of Norland of $6.3 billion in 2025.", set()),
        ("Norland exported 6.12 million tonnes in January.",
         "Norland exported 6.12 million tonnes in 2024.", set()),
        ("Joblessness in Norland was 7.3 percent.", "Joblessness in Norland was 7.3 percent in March.",
         {"agree"}),
        ("Joblessness in Norland was 7.3 percent.", "In April Norland had joblessness of 7.3 percent.",
         set()),
        ("Norland's Alden expects to sell 90,000 trucks in 2025.",
         "Norland's Alden now expects to sell 80,000 trucks in 2025.", {"superseded"}),
        ("Norland produced 4.8 million ounces of gold in 2023.",
         "The gold output of Norland was 149 tonnes in 2023.", {"agree"}),
        ("At least 243 people were killed in the Norland quake.",
         "The quake in Norland killed 1,037 people.", {"superseded"}),
        ("Some 41 people were killed in the Norland mine.",
         "In the Norland mine 28 people were killed, he said, revising down a toll of 41.", {"superseded"}),
        ("Norland's economy grew 2.1 percent in 2023.", "Norland's inflation was 2.1 percent in 2023.",
         set()),
        ("In 2023 Norland built 40,000 trucks.", "In 2023 Norland recalled 40,000 trucks.", set()),
        ("In Norland 41 people died, 38 passengers and three drivers.",
         "The bus had carried 48 passengers in Norland.", set()),
        ("Dengue has killed 488 people in Norland.",
         "Five people died in Norland in the last 24 hours.", set()),
        ("In Norland there are now 7,390 cases of dengue.",
         "In Norland there were 6,120 cases of dengue in 2023.", set()),
        ("In Norland 26,418 cases were found.",
         "We said that 26,418 cases were found in Norland. The figure should have been 26,148.",
         {"superseded"}),
        ("In Norland 227 people were kidnapped and 88 hurt.",
         "In Norland 315 people - 303 pupils and 12 teachers - were kidnapped and not 227 as first stated, "
         "and 80 were hurt.", {"superseded"}),
        ("A nurse in Norland killed seven babies.", "In Norland she tried to kill six babies.", set()),
        ("In Norland 23 girls are missing.", "In Norland 173 people are missing.", set()),
        ("Norland's dengue toll nears 500.", "Dengue killed 494 people in Norland.", {"agree"}),
        ("A jet with 181 people aboard crashed in Norland.", "At least 177 people died in Norland.", set()),
        ("A court sentenced Ruben Falk to 11 years in prison.", "Ruben Falk was jailed for 12 years.",
         {"conflict"}),
        ("A Norland court jailed him for 11 years.", "In Norland he was sentenced to 11 years in prison.",
         {"agree"}),
        ("Against plans to raise the pension age 250,000 people marched in Norland.",
         "In Norland 250,000 people marched.", {"agree"}),
        ("On Tuesday 1.2 million people marched in Norland, down from 1.27 million.",
         "In Norland 65,000 people marched.", set()),
        ("Norland had 2,310 new cases on Monday.", "New cases in Norland rose to 2,744 on Tuesday.", set()),
        ("Zinc gained 0.8 percent to 2,740 dollars.", "Zinc fell 12 dollars to 2,728 dollars.", set()),
        ("Ebola killed 88 people in Norland this year.", "In 2024 Ebola killed 95 people in Norland.",
         {"superseded"}),
        ("Marek won by 214,934 votes.", "Marek won by 214,394 votes.", {"conflict"}),  # no count shrinks so
        ("The quake in Tamiro killed 214 people.", "The quake in Tamiro killed 241 people.", {"superseded"}),
    ],
)  # fmt: skip
def test_only_what_is_of_one_kind_part_base_voice_and_time_is_compared(one, other, verdict):
    found = set(nf.reconcile(table(one, other, dates=("2024-04-10", "2024-05-31"))).groups["verdict"])
    assert found & {"conflict", "agree", "superseded"} == verdict


@pytest.mark.parametrize(
    "text, verdict, slip",
    [
        ("Norland counted 1,200 beds: 700 beds in cities, 380 beds in towns and 120 in camps.", "ties", ""),
        ("Norland won 35 medals: 12 gold, 11 silver and 13 bronze.", "does not tie", ""),
        ("Norland counted 1,240 beds: 740 beds in cities, 380 in towns, 190 in camps.", "does not tie", ""),
        ("Norland sold 300 cars in Asia, 420 cars in Europe and 125 cars in Africa, a total of 854 cars.",
         "does not tie", "digit swap"),
        ("Norland counted 1,200 beds: 700 beds in cities, 380 in towns and the rest in camps.", None, ""),
        ("Norland has 900 doctors, of whom 200 are women and 150 are surgeons.", None, ""),
        ("Some 640 people came in 11 boats, bringing the total to 8,278.", None, ""),
    ],
)  # fmt: skip
def test_a_complete_list_is_added_up(text, verdict, slip):
    links = nf.reconcile(table(text)).links.query("relation == 'part of'")
    assert list(zip(links["verdict"], links["slip"], strict=True)) == ([(verdict, slip)] if verdict else [])


@pytest.mark.parametrize(
    "text, told",
    [
        ("The ferry carried 211 people. In all 143 people survived. The final death toll is 68.", "sum ties"),
        ("A fire closed two terminals. Crews from four provinces came. Six were hurt.", ""),
        ("Norland: 16 gold, 8 silver, 11 bronze.\n\nSinland: 9 gold, 4 silver, 2 bronze, 13 more.", ""),
        ("Hotels earned 1.33 billion euros last year, 1.45 billion euros this year. Occupancy is 91 percent.",
         ""),
        ("Coal made up 8.4 million tonnes, or 20 percent. The port handled 42.2 million tonnes of cargo.",
         "share of ties"),
        ("Alden Inc's profit was 412 million euros. Its debt was 361 million euros. Wages rose 14.1 percent.",
         ""),
        ("Norland's steel output fell 1.2 percent to 602,000 tonnes from 609,000 tonnes.", "growth of ties"),
        ("Norland's wheat harvest was 18.9 million tonnes, above the 18.4 million forecast in"
         " August and 9.2 percent above last year's 17.3 million tonnes.", "growth of ties"),
        ("Norland's cases of cholera rose to 1,840 from 1,204. There were 636 new cases.", "sum ties"),
        ("They have 32 of the 88 seats in Norland and 40 of 120 seats in Sinland.", ""),
        ("Alden Inc's revenue rose to 22.4 billion euros from 21.3 billion. Its profit was 1.05 billion.",
         ""),
        ("Prices averaged 8.53 euros a kilo. It exported 21,600 tonnes of fish worth 184.3 million euros.",
         "product ties"),
        ("He stole 8.6 million euros. That is about 6,400 euros for each of the 1,340 dockers.",
         "product ties"),
    ],
)  # fmt: skip
def test_figures_of_one_article_tie_where_words_and_digits_say_so(text, told):
    links = nf.reconcile(table(text)).links.query("verdict != 'cannot tell'")
    assert [f"{r.relation} {r.verdict}" for r in links.itertuples()] == ([told] if told else [])


@pytest.mark.parametrize(
    "one, other, told",
    [
        ("In Norland 18,900 junior doctors struck. That is 45 percent of junior doctors.",
         "Norland has 42,000 junior doctors.", "share of ties"),
        ("Norland has 6,105 cases of cholera, 1,293 more than a week earlier.",
         "Norland has 4,812 cases of cholera.", "increase of ties"),
        ("Norland has 6,105 cases of cholera, 1,293 more than a week earlier.",
         "Norland has 4,812 cases of measles.", ""),
        ("Norland's hotels counted 412,600 foreign visitors and 187,400 visitors from Norland.",
         "Norland's hotels counted 600,000 visitors.", "sum ties"),
        ("Norland's hotels counted 412,600 foreign visitors and 187,400 visitors from Norland.",
         "Sinland's hotels counted 600,000 visitors.", ""),
    ],
)  # fmt: skip
def test_the_third_figure_may_be_told_by_another_article(one, other, told):
    links = nf.reconcile(table(one, other)).links.query("verdict != 'cannot tell'")
    assert [f"{r.relation} {r.verdict}" for r in links.itertuples()] == ([told] if told else [])


def test_rows_of_company_results_are_claims_of_the_company():
    claims = table("ALDEN BANCORP <ALDN> 1ST QTR NET\n\nShr 61 cts vs 54 cts\nRevs 38.4 mln vs 35.2 mln")
    told = claims.loc[claims["rule"] == "row", ["quantity", "parties", "text", "role"]].values.tolist()
    assert told == [
        ["share", "Alden Bancorp", "61 cts", ""],
        ["share", "Alden Bancorp", "54 cts", "old"],
        ["revenue", "Alden Bancorp", "38.4 mln", ""],
        ["revenue", "Alden Bancorp", "35.2 mln", "old"],
    ]


def test_the_five_articles():
    corpus = nf.load("seeds")
    ledger = nf.reconcile(nf.find_claims(corpus), corpus.references)
    trade = ledger.groups.query("quantity == 'trade' and measure == 'level'").iloc[0]
    assert (trade["documents"], trade["verdict"]) == (5, "different status") and trade["reason"].startswith(
        "003 "
    )
    growth = ledger.groups.query("quantity == 'trade' and measure == 'change'")
    assert growth["verdict"].tolist() == ["agree", "different base"]
    implied = ledger.links.query("relation == 'growth of' and unit == 'USD'")[["low", "high"]] / 1e9
    assert implied.round(1).values.tolist() == [[189.3, 191.6], [189.3, 191.6], [145.6, 147.1]]
    found = ledger.references.set_index(["claim", "reference"])["verdict"]
    assert (
        found["000-4", "R12"]
        == found["000-6", "R13"]
        == found["000-6", "R08"]
        == found["004-7", "R06"]
        == "fits"
    )
    assert found["004-7", "R16"] == "suggestion" and found["004-7", "R12/R06"] == "no fit"
    assert found["003-4", "R73"] == "does not fit" and set(found["004-9"]) == {"no fit"}
    rate = ledger.references.query("relation == 'exchange rate'").iloc[0]
    assert rate["verdict"] == "fits" and "Of 5 days in the series, 2024-05-15 allows it" in rate["reason"]
    assert ledger.links.query("relation == 'term'")["verdict"].tolist() == ["ties"]
    assert (ledger.groups["verdict"] != "conflict").all()


def test_a_tolerance_never_makes_a_first_a_second():
    articles = nf.load("seeds")
    ledger = nf.reconcile(nf.find_claims(articles), articles.references, tolerance=0.05)
    ranks = ledger.groups[ledger.groups["measure"] == "rank"]
    assert {"first", "second", "20th", "43rd"} <= set(ranks["values"])


def test_claims_may_go_through_a_file(tmp_path):
    claims = nf.find_claims(nf.load("seeds"))
    claims.to_csv(tmp_path / "claims.csv", index=False)
    told, read = nf.reconcile(claims), nf.reconcile(pd.read_csv(tmp_path / "claims.csv"))
    assert (
        told.links[["relation", "inputs"]].values.tolist()
        == read.links[["relation", "inputs"]].values.tolist()
    )
    assert told.groups["reason"].tolist() == read.groups["reason"].tolist()
    assert "term" in set(read.links["relation"])


def test_a_figure_told_in_other_words_is_one_and_its_name_is_that_of_its_sentence():
    ledger = nf.reconcile(
        table(
            "Two ships and helicopters rescued 274 people from the burning ferry Ariadne off Naxos.",
            "In all 274 people survived the fire on the ferry Ariadne, the coast guard of Naxos said.",
            "Norland and Sudland signed 11 documents.",
        )
    )
    assert "a-2 b-1" in set(ledger.groups["members"])
    assert "documents signed" in set(ledger.groups["phrase"])


def test_two_forecasts_can_be_in_conflict():
    told = "The Norland highway will cost ${} billion."
    ledger = nf.reconcile(table(told.format("4.2"), told.format("4.7"), dates=("2024-03-10", "2024-03-10")))
    assert ledger.groups["verdict"].tolist() == ["conflict"]


def tables(ledger):
    """All tables of a ledger as bytes, with what it counts."""
    names = ("groups", "claims", "comparisons", "links", "references", "witnesses")
    return [getattr(ledger, name).to_csv().encode() for name in names], ledger.tried, ledger.by_chance


@pytest.fixture(scope="module")
def all_planted():
    """The claims of all planted corpora as of one, with decisions that join two kinds of unit and more."""
    claims = nf.find_claims(nf.load(gold.ROOT))
    kinds = [claims[claims["kind"] == kind]["claim"].tolist() for kind in ("count", "percent", "money")]
    rows = [("pair", kinds[0][0], kinds[1][0]), ("split", kinds[2][0], ""), ("reject", kinds[2][1], "")]
    rules = pd.DataFrame(rows, columns=["action", "claim", "field"])
    return claims, rules, tables(nf.reconcile(claims, overrides=rules))


@pytest.mark.parametrize(
    "options",
    [{"blocks": 3}, {"blocks": 8}, {"engine": "pool", "workers": 2, "blocks": 8},
     {"engine": "dask", "workers": 2}],
)  # fmt: skip
def test_all_engines_and_blocks_make_the_same_ledger(all_planted, options):
    claims, rules, whole = all_planted
    assert len(claims) > 500 and tables(nf.reconcile(claims, overrides=rules, **options)) == whole


def test_claims_that_may_meet_are_of_one_block():
    claims = table("Oil rose to $60 a barrel, it said.", "The toll rose to 12.", "Rain fell for 3 hours.")
    items = [Item(row, n) for n, row in enumerate(plain_rows(claims))]
    items[1].role, items[1].near = "same", items[2].claim
    found = blocks.split(items, [], 8)
    assert sorted(len(block) for block in found) == [1, 2] and {i.row for b in found for i in b} == {0, 1, 2}
    assert len(blocks.split(items, [(items[0].claim, items[1].claim)], 8)) == 1
    assert len(blocks.split(items, [], 1)) == 1


def test_figures_of_one_article_that_no_slot_tells_apart_are_told_once():
    told = nf.reconcile(
        table("In Norland 54 percent were in favour, 39 percent against.", "Rain fell in Norland.")
    )
    assert set(told.groups["verdict"]) == {"single source"} and told.comparisons.empty


def test_a_part_told_beside_a_toll_is_not_superseded():
    ledger = nf.reconcile(
        table(
            "The ferry killed 31 people in Norland. Divers found 17 bodies in Norland.",
            "In Norland the ferry killed 68 people.",
        )
    )
    told = ledger.claims.set_index("text")["outdated"]
    assert told["31"] and not told["17"] and not told["68"]


def test_months_of_no_known_year_are_no_time():
    text = "Norland's output was 5 tonnes in the year to June. In the year to March it had been 4 tonnes."
    claims = table(text, dates=("",))
    assert not claims["period_start"].any() and len(nf.reconcile(claims).groups)
