"""What a clause says about its figure: quantity, parties, period, base, status, source and correction."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsfigures.claiming.claims import read
from newsfigures.claiming.parties import find_names
from newsfigures.loading.corpus import from_text


def claims(text, date="2024-05-20"):
    rows = read(from_text(text, date=date).records[0])
    for row in rows:
        row["parties"] = "; ".join(row["names"]) if not row["side"] else " > ".join(row["names"])
    return rows


@pytest.mark.parametrize(
    "text, figure, measure, quantity",
    [
        (
            "Bilateral trade between the two countries reached USD 240 billion in 2023.",
            "USD 240 billion",
            "level",
            "trade",
        ),
        ("They want to boost their record $240 billion trade.", "$240 billion", "level", "trade"),
        ("Trade rose 26 percent to $240 billion.", "26 percent", "change", "trade"),
        ("Trade rose 26 percent to $240 billion.", "$240 billion", "level", "trade"),
        ("Exports fell by $300 million between 2021 and 2022.", "$300 million", "change", "export"),
        ("China accounts for 60% of Russia's tech imports.", "60%", "share", "tech import"),
        ("A ferry sank off Lanza, killing 58 people.", "58", "count", "death"),
        ("The death toll from the ferry that sank off Lanza rose to 27.", "27", "count", "death"),
        ("The number of people killed by the quake has climbed to 64.", "64", "count", "death"),
        ("The ministry said that 188 people are dead or missing.", "188", "count", "death missing"),
        ("The ministry said that 188 people are dead, missing one boat.", "188", "count", "death"),
        ("Turnout, at 65.2 percent, was higher than ever.", "65.2 percent", "rate", "turnout"),
        ("Turnout rose to 65.2 percent, up from 58 percent.", "58 percent", "rate", "turnout"),
        ("Turnout was higher than in 2017, when it was 58 percent.", "58 percent", "rate", ""),
        ("Eleven documents were signed.", "Eleven", "count", "document sign"),
        ("The rovers played before a crowd of 48,217.", "48,217", "count", "attendance"),
        (
            "It is made up of $735 million for schools and $310 million for the police.",
            "$310 million",
            "level",
            "police",
        ),
        ("Consumer prices rose 4.8 percent from a year earlier.", "4.8 percent", "rate", "inflation"),
        ("The bank kept its key rate at 5.25 percent.", "5.25 percent", "rate", "key"),
        ("A magnitude 6.4 earthquake struck.", "6.4", "level", "magnitude"),
        ("It was their 43rd meeting.", "43rd", "rank", "meeting"),
        ("He was sworn in for a six-year term.", "six-year", "duration", "term"),
        ("Leaders of 14 island states met.", "14", "count", "island state"),
        ("More than 2,000 people had left their homes.", "2,000", "count", "displace"),
        ("The number of people out of work stood at 634,000.", "634,000", "count", "unemployment"),
        ("Among the dead are 14 pupils.", "14", "count", "death pupil part"),
        ("The vessel is licensed for 200 passengers.", "200", "count", "license passenger"),
        ("By Sunday 113 people were known to have died.", "113", "count", "death"),
        ("A doctor said some 600 people had been brought in with injuries.", "600", "count", "injury"),
        ("The number of injured was also lowered, to 2,100.", "2,100", "count", "injury"),
        ("Tickets cost from 5 to 45 pounds.", "5 to 45 pounds", "level", "ticket cost"),
        ("Some 400 people have been told to leave their homes.", "400", "count", "evacuate"),
        ("About 900 people are part of the scheme.", "900", "count", "scheme"),
        ("Rovers signed Ann Lee from Hartwell for 3 million euros.", "3 million euros", "level", "deal"),
        ("It costs $5 million, less than the $9 million that bankers feared.", "$9 million", "level", "cost"),
        ("She won with 51 percent.", "51 percent", "share", "vote"),
        ("Revenue was $3. The economy grew 4.4 percent after growing 3.9 percent.", "3.9", "change", "gdp"),
        ("Sales rose a seasonally adjusted 3.2 percent.", "3.2", "change", "revenue adjusted"),
        ("Food prices rose 7 percent and transport costs 9.1 percent.", "9.1", "change", "transport cost"),
        (
            "Exports rose 3 percent to 5 tonnes and imports climbed 4 percent to 7 tonnes.",
            "7",
            "level",
            "import",
        ),
        ("Exports rose 3 percent and imports climbed 4 percent.", "4", "change", "import"),
        ("Revenue fell while government spending grew 1.0 percent.", "1.0", "change", "government spend"),
        ("Growth in exports slowed to 3 percent.", "3", "change", "export"),
        ("Kenya's growth slowed to 3 percent.", "3", "change", "gdp"),
        ("Its gross domestic product (GDP) grew 3 percent.", "3", "change", "gdp"),
        ("The bank expects growth of 3 percent in Kenya.", "3", "change", "gdp"),
        ("Kenya grew 3 percent in 2018.", "3", "change", "gdp"),
        ("Inflation was 7 percent. The bank expects growth of 3 percent.", "3", "change", "growth"),
        ("Attendance at Northgate: 53,289", "53,289", "count", "attendance"),
        ("They won in front of 58,000 people.", "58,000", "count", "attendance"),
        ("Copper output is likely to grow 3 percent.", "3", "change", "copper produce"),
        ("At 3.4 percent, inflation in Kenya was low.", "3.4", "rate", "inflation"),
        ("Official data put exports at 5 tonnes.", "5", "level", "export"),
        ("It raised its estimate of exports to 5 tonnes.", "5", "level", "export"),
        ("Eleven were killed. There were 110 people in the mine.", "110", "count", ""),
        ("Eleven died and 321 were admitted to a ward.", "321", "count", "admitted"),
        ("The court fined the firm 31 million crowns.", "31", "level", "fine"),
        ("Food prices rose 7 percent and the tax rate was 19 percent.", "19 percent", "rate", "tax"),
        ("It posted a 14 percent rise in first-quarter sales.", "14 percent", "change", "revenue"),
        ("It had 486 guests, with the number of flights up 3.9 percent to 312.", "312", "count", "flight"),
        ("Net profit more than doubled to $3.1 billion.", "$3.1 billion", "level", "net profit"),
        ("Profit before tax of $148 million was higher.", "$148 million", "level", "profit pretax"),
        ("Silver output was flat at 312 tonnes.", "312 tonnes", "level", "silver produce"),
        ("The bank projects inflation of 3.7 percent.", "3.7 percent", "rate", "inflation"),
        ("The English club pays 7 million euros.", "7 million euros", "level", "deal"),
        ("Turnout fell. Of those who voted, 61 percent were in favour.", "61 percent", "rate", "favour"),
        ("The deal is worth $7.2 billion.", "$7.2 billion", "level", "deal"),
        ("- Net profit: USD 1,840 million (Q3 2024: USD 2,090 million)", "USD 1,840", "level", "net profit"),
        ("Exports stood at 605 bags in 2024.", "605", "count", "export bag"),
        ("Some 2.94 million people voted.", "2.94", "count", "turnout"),
        ("Six hundred employees will have to leave.", "Six", "count", "workforce cut"),
        ("The bank left its rate at 5.25 percent.", "5.25", "rate", "interest"),
        (
            "Winds were strong, but the weather office measured 140 kilometres per hour.",
            "140 kilometres per hour",
            "level",
            "",
        ),
    ],
)
def test_what_is_measured(text, figure, measure, quantity):
    row = next(r for r in claims(text) if r["text"].startswith(figure))
    assert (row["measure"], row["quantity"]) == (measure, quantity)


def test_a_revised_value_before_a_newer_one_is_the_corrected_value_of_its_own_time():
    new, old, count = claims(
        "Halden's jobless rate fell to 7.6 percent in March 2025 from an upwardly revised 8.1 percent in "
        "February. The number of unemployed was 609,000.",
        "2025-04-15",
    )
    assert (old["role"], old["correction"], old["period_start"]) == ("old", "revised", "2025-02-01")
    assert new["period_start"] == count["period_start"] == "2025-03-01"


@pytest.mark.parametrize(
    "text, parties",
    [
        ("China's exports to Russia reached $111 billion.", "China > Russia"),
        ("Russia's imports from China reached $111 billion.", "China > Russia"),
        ("Russian imports of semiconductors from China rose by $300 million.", "China > Russia"),
        ("Trade between Moscow and Beijing reached $240 billion.", "China; Russia"),
        ("Sino-Russian trade reached $240 billion.", "China; Russia"),
        ("Unemployment in Paris fell to 5.1 percent.", "Paris"),
        ("Lumo Oyj, the Finnish maker of lamps, sold 300 lamps.", "Lumo Oyj"),
        ("The record fee for Sem de Vries was £52 million.", "Sem de Vries"),
        ("English clubs spent 940 million euros.", "England"),
        ("In Paris unemployment fell to 5.1 percent.", "Paris"),
        ("The Denbury-based maker delivered 8,920 vans.", ""),
        ("Salvoria's deficit was 4.2 percent of GDP.", "Salvoria"),
        ("In Halden, spokesman Abe Wolfe said 240 people were injured.", "Halden"),
    ],
)
def test_of_whom(text, parties):
    assert claims(text)[0]["parties"] == parties


@pytest.mark.parametrize(
    "text, parties",
    [
        ("Larsen is a rival of Corvane. It sold 40,000 trucks.", "Larsen"),
        ("Corvane has 900 workers, 300 of them in Italy. It built 40 trucks.", "Corvane"),
        ("Corvane, a unit of Larsen, made a profit of 300 million euros.", "Corvane"),
        ("Profit at Corvane's rival Larsen was 250 million euros.", "Larsen"),
        ("Analysts at Meridian expect Corvane to earn 300 million euros.", "Corvane"),
        ("Thomas Meyer, a spokesman for Norvik, said the airline carried 12 million passengers.", "Norvik"),
        ("Police in Lanza said 12 people had died.", "Lanza"),
        ("Nkomo district had 388 cases.", "Nkomo"),
        ("The Bank of England sold 12 tonnes of gold.", "Bank of England"),
        ("Ford sold 44,000 trucks, against 40,000 for Toyota.", "Ford;Toyota"),
        ("Ann Halloran won 51.3% of the vote to Daniel Osei's 48.7%.", "Ann Halloran;Daniel Osei"),
        ("Spain's inflation rate of 5.6 percent was above Italy's 4.1 percent.", "Spain;Italy"),
        ("Some 2,000 people marched in Leeds, 300 in York and 150 in Hull.", "Leeds;York;Hull"),
        ("The Greens have 17 percent, the Lib Dems 14 percent, the Tories 12 percent.", "Lib Dems;Tories"),
        ("Storm deaths in Kentucky, Missouri and Virginia rose to 72.", "Kentucky; Missouri; Virginia"),
        ("Ann Halloran led Daniel Osei by 51.3 percent to 48.7 percent.", "Ann Halloran;Daniel Osei"),
        ("Turnout in Saxony was 73.6 percent, in Hesse 74.4 percent.", "Saxony;Hesse"),
        ("The index in Lahore hit 418. At Anand Vihar it reached 473.", "Lahore;Anand Vihar"),
        ("Harmon Foods said sales rose 4 percent.", "Harmon Foods"),
        ("Tavros plans to cut 400 jobs, the newspaper Dagens Nytt reported.", "Tavros"),
        ("Nils Brandt, who runs Tavros, said it would cut 400 jobs.", "Tavros"),
        ("Larsen told Reuters it would cut 400 jobs.", "Larsen"),
        ("Ann Lee of the Reform Party won 48 percent of the vote.", "Ann Lee"),
        ("Ann Keller took 52 percent; her rival, Julia Stern, took 44 percent.", "Julia Stern"),
        ("A bus from Lima to Cusco crashed near Ayacucho, killing 23 people.", "Ayacucho"),
        ("Firefighters from Portugal are in Valdora, where 3,200 hectares have burned.", "Valdora"),
        ("BRÜCK, Jan. 30 (AP) _ Four people died when a train derailed near Brück.", "Brück"),
    ],
)  # fmt: skip
def test_of_whom_where_several_are_named(text, parties):
    whose = re.split(";(?! )", parties)
    assert [row["parties"] for row in claims(text)][-len(whose) :] == whose


def test_what_is_told_respectively_is_dealt_out_in_order():
    text = "Joblessness in Spain and Italy stood at 23.8 percent and 12.4 percent{} in March."
    assert [r["parties"] for r in claims(text.format(" respectively"))] == ["Spain", "Italy"]
    assert [r["parties"] for r in claims(text.format(""))] == ["Italy; Spain", "Italy; Spain"]


@pytest.mark.parametrize(
    "text, status",
    [
        ("Sales reached $5 billion in 2023.", "reported"),
        ("Sales are projected to reach $5 billion.", "projected"),
        ("The bridge is to cost $5 billion.", "projected"),
        ("Sales this year are to date $5 billion.", "reported"),
        ("Sales of $5 billion were higher than analysts had expected.", "reported"),
        ("The company plans investments of $5 billion.", "planned"),
        ("The ministry reported demand of 28 gigawatts.", "reported"),
        ("Damage is estimated at $5 billion.", "estimated"),
        ("As many as 60 people are feared dead.", "alleged"),
        ("By noon 450 practices could not open their files.", "reported"),
        ("Alden did not sell 4,000 trucks in 2023.", "denied"),
        ("Alden denied that it had sold 4,000 trucks.", "denied"),
        ("The toll does not include 30 soldiers.", "reported"),
        ("If it sells 4,000 trucks, Alden will break even.", "projected"),
        ("By preliminary results turnout was 66 percent.", "preliminary"),
        ("Sales of $5 billion were booked in May 2023.", "reported"),
    ],
)
def test_how_it_is_presented(text, status):
    assert claims(text)[0]["status"] == status


@pytest.mark.parametrize(
    "text, base",
    [
        ("Trade rose 26 percent in 2023 from the previous year.", "from the previous year"),
        ("Exports were up 24% since 2022.", "since 2022"),
        ("Trade reached $240 billion, an increase of 64% since February 2022.", "since February 2022"),
    ],
)
def test_against_what(text, base):
    assert claims(text)[-1]["base_text"].lower() == base.lower()


@pytest.mark.parametrize(
    "text, base",
    [
        ("Output rose 8 percent in May 2024 from a year earlier.", "2023-05-01"),
        ("Output was 890 tonnes in 2023, 8 percent more than the 821 tonnes of 2021.", "2021-01-01"),
        ("Output rose 8 percent in 2023 from a year earlier, after 3 percent in 2022.", "2022-01-01"),
        ("Output rose 8 percent in May 2024, after 3 percent in April.", ""),
        ("Output rose 8 percent in May 2024 from two years earlier.", "2022-05-01"),
    ],
)
def test_when_the_base_was(text, base):
    assert next(r for r in claims(text) if r["text"] == "8 percent")["base_start"] == base


@pytest.mark.parametrize(
    "text, figure, period, role",
    [
        ("Prices in Quell rose 3 % in March from a year earlier.", "3", ("2026-03-01", "2026-03-31"), ""),
        (
            "It sold 680 vans between July and September 2025, down from 740 in the previous three months.",
            "740", ("2025-04-01", "2025-06-30"), "old",
        ),
        (
            "Sales came to 900 vans in 2025, 6 percent more than in 2024, when it sold 849.",
            "849", ("2024-01-01", "2024-12-31"), "old",
        ),
        ("Files of 210 patients were copied, Alden said today.", "210", ("", ""), ""),
        ("Output was 18.9 tonnes, above the 18.4 tonnes it forecast in March.", "18.4", ("", ""), ""),
        ("The jobless rate was 16.8 %, well down on the 19.4 % of March 2025.", "16.8", ("", ""), ""),
        ("It is 3 % this year, the bank forecast.", "3", ("2026-01-01", "2026-12-31"), ""),
        ("Output rose to 4 tonnes at the end of March from 3 tonnes.", "3", ("", ""), "old"),
        ("In 2025 output rose to 4 tonnes from 3 tonnes.", "3", ("2024-01-01", "2024-12-31"), "old"),
        ("Joblessness was 3 % in March. A year ago it was 5 %.", "5", ("2025-03-01", "2025-03-31"), "old"),
        ("Output was 18.9, above the 18.4 seen in March.", "18.4", ("2026-03-01", "2026-03-31"), ""),
        ('"It is like 1990 here," said Dr Lenz, who sees 210 patients.', "210", ("", ""), ""),
    ],
)  # fmt: skip
def test_when(text, figure, period, role):
    row = next(r for r in claims(text, "2026-04-10") if r["text"].startswith(figure))
    assert ((row["period_start"], row["period_end"]), row["role"]) == (period, role)


def test_a_list_by_quarter_is_of_the_quarters_of_the_year_told_before():
    text = "It sold 10.1 million bags in 2023. By quarter: 2.1 million, 2.4 million, 2.6 million, 3 million."
    rows = claims(text)[1:]
    assert [r["period_start"][:7] for r in rows] == ["2023-01", "2023-04", "2023-07", "2023-10"]
    assert {r["quantity"] for r in rows} == {"sell bag"}


@pytest.mark.parametrize(
    "text, figure, correction",
    [
        ("It is wrong. The correct number is 71 coins.", "71", "corrected"),
        ("There were 203 people on the train, not 180 as it had told the police.", "180", "withdrawn"),
        ("Files of 210 patients were copied; in March it had spoken of 120.", "120", "withdrawn"),
        ("Files of 210 patients were copied; a rival has 120 patients.", "120", ""),
    ],
)  # fmt: skip
def test_what_is_taken_back(text, figure, correction):
    assert next(r for r in claims(text) if r["text"].startswith(figure))["correction"] == correction


def test_corrections_tell_old_from_new():
    rows = claims("(Corrects annual rate to 4.4 percent from 4.8 percent)")
    assert [r["correction"] for r in rows] == ["corrected", "withdrawn"]


def test_who_says_so():
    assert claims("Exports rose 5 percent, the central bank said on Monday.")[0]["source"] == "central bank"


@pytest.mark.xfail(strict=True, reason="without a comma nothing ends the words after according to")
def test_who_says_so_without_a_comma():
    assert claims("According to customs data exports rose 5 percent.")[0]["source"] == "customs data"


def test_a_list_shares_its_quantity_and_keeps_its_periods():
    rows = claims(
        "Copper exports came to $405 million in October, $398 million in November and $4 in December 2023."
    )
    assert [r["quantity"] for r in rows] == ["copper export"] * 3
    assert [r["period_start"] for r in rows] == ["2023-10-01", "2023-11-01", "2023-12-01"]


@pytest.mark.parametrize("count, measures", [(50, "count"), (51, "")])
def test_a_long_list_of_numbers_claims_nothing_and_keeps_every_figure(count, measures):
    rows = claims("They drew " + "7 balls, " * count)
    assert [(r["text"], r["measure"], r["passage"].count("7") > 9) for r in rows] == [
        ("7", measures, True)
    ] * count


def test_a_long_list_of_years_is_not_told_again_with_every_year():
    (row, *_) = claims("Trade rose 5 % in 2021, " + "in 2022, " * 200)
    assert len(row["dated"]) < 60_000 and row["dated"].count('"year"') == 20


@given(st.text(max_size=200))
def test_any_text_gives_claims_without_an_exception(text):
    for row in read(from_text(text or "x").records[0]):
        assert row["claim"] and row["measure"] in {
            "",
            "level",
            "change",
            "share",
            "rank",
            "count",
            "rate",
            "duration",
        }


@pytest.mark.parametrize(
    "text, names",
    [
        ("American Airlines lost less than Turkish Airlines.", ["American Airlines", "Turkish Airlines"]),
        ("General Electric sold more than Schneider Electric.", ["General Electric", "Schneider Electric"]),
        ("Air France and easyJet fly to North America.", ["Air France", "easyJet", "North America"]),
        ("New Mexico and New Zealand share new Chinese rules.", ["New Mexico", "New Zealand", "China"]),
        ("Ford sold 44,000 trucks, 4,000 more than Toyota.", ["Ford", "Toyota"]),
        ("Rainfall reached 50 mm in Oslo, police reported.", ["Oslo"]),
        ("Russian Oil Minister Ivan Orlov flew to China.", ["Russia", "Oil Minister Ivan Orlov", "China"]),
    ],
)
def test_a_place_in_the_name_of_a_firm_is_no_party(text, names):
    assert [name.key for name in find_names(text)] == names


@given(st.text(alphabet="ABab 's-.é", max_size=60))
def test_names_lie_in_their_text(text):
    for name in find_names(text):
        assert 0 <= name.start < name.end <= len(text)


@pytest.mark.parametrize(
    "text, figure, told",
    [
        # the same part of another year
        ("Sales were 51 million euros in the first quarter of 2024, against 48 million in the 2023 quarter.",
         "48 million", {"period_start": "2023-01-01", "period_end": "2023-03-31", "role": "old"}),
        ("It shipped 131 million in the first half of 2023, more than in the same period of 2022, "
         "when 125 million were shipped.",
         "125 million", {"period_start": "2022-01-01", "period_end": "2022-06-30"}),
        ("It built 44,100 vehicles in March, 5 percent more than in February, when 42,000 left the lines.",
         "42,000", {"period_start": "2024-02-01", "role": "old"}),
        # a change and the one before it
        ("On the year, output was up 1.8 percent in April, after 2.9 percent the month before.",
         "2.9 percent", {"measure": "change", "role": "old", "base_text": "On the year",
                         "period_start": "2024-03-01"}),
        # what is a state, and what leaves something out
        ("The gale left 14,000 homes without power.", "14,000", {"quantity": "outage"}),
        ("The gale cut power to 14,000 customers.", "14,000", {"quantity": "outage"}),
        ("Without energy, imports were 14 billion euros.", "14 billion euros",
         {"quantity": "import excluding"}),
        # what corrects, and what does not
        ("Storm update at 6 a.m.: 12 people were injured.", "12", {"correction": ""}),
        ("March had first been reported as a rise of 0.7 percent.", "0.7 percent",
         {"correction": "withdrawn", "period_start": "2024-03-01"}),
        ("Please read in second paragraph sales were 151 million dollars, not 115 million.",
         "151 million dollars", {"correction": "corrected", "quantity": "revenue"}),
        # a flash flood is no first count
        ("A flash flood killed 13 people in Pell.", "13", {"status": "reported"}),
        ("The harvest of 5.3 tonnes beat expectations.", "5.3 tonnes", {"status": "reported"}),
        ("It would be larger than the 17 tonnes projected for March.", "17 tonnes", {"status": "projected"}),
        ("Spending was 9 million euros below plan and sales rose to 36 million euros.", "9 million euros",
         {"status": "reported", "measure": "change", "base_text": "below plan"}),
        ("It is aiming at sales of 16 million euros.", "16 million euros", {"status": "planned"}),
        ("Wages rise by 3.4 percent from November 1, 2024.", "3.4 percent", {"base_text": ""}),
        # what people earn is no profit
        ("Income tax brought in 26 million euros.", "26 million euros", {"quantity": "income tax"}),
        ("Net income was 26 million euros.", "26 million euros", {"quantity": "net profit"}),
        # of what kind, and whose share
        ("Exports rose 12 percent in 2023 by value.", "12 percent", {"quantity": "export value"}),
        ("The value of exports rose 12 percent.", "12 percent", {"quantity": "export value"}),
        ("In dollar terms, exports rose 12 percent.", "12 percent", {"quantity": "export dollar terms"}),
        ("Exports rose 12 percent by May.", "12 percent", {"quantity": "export"}),
        ("Joblessness was 8 percent in May, 9 percent among women.", "9 percent",
         {"quantity": "unemployment women"}),
        ("The 10-year bond yields 2.71 percent.", "10-year", {"measure": ""}),
        ("Lenders made 65,480 loans in May, down from 66,040 in April, a figure revised from 66,190.",
         "66,040",
         {"correction": "revised", "period_start": "2024-04-01"}),
        ("At first up to 270 dead had been reported.", "270", {"correction": "withdrawn"}),
        ("It sold 132,000 cars in all, as it reported last month.", "132,000", {"period_start": ""}),
        ("It cut its target to 465,000 cars from a previous target of 480,000.", "480,000", {"role": "old"}),
        ("Loans went down by 90 million euros to 4.8 billion.", "90 million euros", {"measure": "change"}),
        ("Debt stood at 10.6 trillion francs, 59 percent of GDP.", "59 percent", {"part": "debt"}),
        ("In criticising the tax the firms named 12 plants.", "12", {"quantity": "plant"}),
        ("In food retail the margin was 9.1 percent.", "9.1 percent", {"quantity": "margin food retail"}),
        ("Oil makes up 60 percent of exports.", "60 percent", {"quantity": "export", "part": "oil"}),
        ("Oil makes up 60 percent of exports and gas 20 percent.", "20 percent", {"part": "gas"}),
        ("The bank said 60 percent of exports were oil.", "60 percent", {"part": ""}),
        ("It took $6bn, $1bn less than in 2024, when the gap was $8bn.", "$8bn", {"quantity": "deficit"}),
        ("It puts the deficit at 5.3 pct of GDP.", "5.3 pct", {"part": "deficit"}),
        ("The gap was $9bn, or 3 percent of GDP.", "3 percent", {"part": "deficit"}),
        ("A gap of 4 percent of GDP, above its target of 3 percent.", "3 percent", {"part": "deficit"}),
        # what is a loss, and what a cut
        ("Cash was $9. It made a loss of $650 in 2023 and a further cut of 1,500 jobs.", "$650",
         {"measure": "level", "quantity": "loss"}),
        ("Cash was $9. It made a loss of $650 and a further cut of 1,500 jobs.", "1,500",
         {"measure": "count", "quantity": "job cut"}),
        # since when it is the highest is no base, and last month is when
        ("Inflation rose to 3.8 percent, its highest since 2008.", "3.8 percent", {"base_text": ""}),
        ("Inflation was 3.8 percent last month.", "3.8 percent", {"base_text": ""}),
        ("Exports fell 3.8 percent since 2008.", "3.8 percent", {"base_text": "since 2008"}),
        # a later year, an earlier value, a forecast of long ago, and the day of what is to come
        ("Sales were $5 in 2022 and $6 a year later.", "$6", {"period_start": "2023-01-01", "role": ""}),
        ("Exports were $210 in January versus $200.", "$200", {"period_start": "", "role": "old"}),
        ("It raised its 2025 growth forecast to 1.8 percent from 1.5 percent.", "1.5 percent",
         {"period_start": "2025-01-01", "role": "old"}),
        ("It said in March that sales would reach $9.", "$9", {"period_start": ""}),
        ("Sales were $9 so far this year.", "$9", {"period_end": "2024-05-20"}),
        ("It plans a march of 30,000 people on Friday.", "30,000", {"day": "2024-05-24"}),
        ("Sales to July were $3. It has 24 percent of the $22 planned for the whole year.", "$22",
         {"period_start": "2023-01-01", "period_end": "2023-12-31"}),
        ("A bridge is due to cost $9 in 2028. Insured losses are put at $3.", "$3", {"period_start": ""}),
        ("Sales were $4 in April, up from $3 in March. Before that it had costs of $2 in March. Sales rose"
         " to $5.", "$5", {"period_start": "2024-04-01"}),
        ("A gust of 183 kph beat a record from 1945.", "183 kph", {"period_start": ""}),
        ("The firm, which made 2.7 million euros last year, offers 10 percent.", "10 percent",
         {"period_start": ""}),
        # two changes of one thing, each with its own base
        ("Output rose 0.3 percent in April from March and 4.8 percent from April 2023.", "4.8 percent",
         {"measure": "change", "period_start": "2024-04-01", "base_start": "2023-04-01"}),
        ("Output rose 0.3 percent on the month and 4.8 percent on the year in April.", "0.3 percent",
         {"base_text": "on the month", "period_start": "2024-04-01"}),
        ("Output rose 0.3 percent in April and 4.8 percent of workers were ill.", "4.8 percent",
         {"measure": "share", "base_text": ""}),
        ("Output rose 0.3 percent in April after a 0.7 percent fall in March, up 4.8 percent on the year.",
         "4.8 percent", {"base_text": "on the year", "period_start": "2024-04-01"}),
        # the part of a year that was told before, or is that of the running year
        ("In the first two months exports were 31 tonnes, against 28 tonnes in the same period last year.",
         "28 tonnes", {"period_start": "2023-01-01", "period_end": "2023-02-28"}),
        ("Sales in the first half of 2023 were $9. In June they were $2. It sold 5 vans in the six months.",
         "5", {"period_start": "2023-01-01", "period_end": "2023-06-30"}),
        ("Inflation was 2.2 percent, according to a flash estimate.", "2.2 percent",
         {"status": "preliminary"}),
        ("They are still searching for 31 people.", "31", {"quantity": "missing"}),
        ("Of the wounded 19 are still in hospital.", "19", {"quantity": "injury part"}),
    ],
)  # fmt: skip
def test_a_clause_tells_times_states_and_corrections_apart(text, figure, told):
    row = next(r for r in claims(text) if r["text"] == figure)
    assert {name: row[name] for name in told} == told
