"""Time and memory of nf.corpus_statistics beside a plain NLTK loop over the same articles.

    python tests/benchmarks/corpus_statistics.py [sizes, default 1000 5000 20000]

The articles are made: some 800 characters of words whose frequencies follow Zipf's law over 60,000 invented
types, the commonest being English function words, with a copied article in every twenty. Two loops stand
beside ours: NLTK's ``word_tokenize`` (line kept whole, so no data is needed), FreqDist and the 100 strongest
bigrams by likelihood ratio; and the same with our faster rule for words in place of ``word_tokenize``.
Reading the corpus (sentences) comes before both and is not counted. Each size runs in a process of its own.
"""

import resource
import subprocess
import sys
import time

import numpy as np

SIZES = (1000, 5000, 20000)


def articles(count, seed=7):
    from newsfigures.counting.counts import function_words

    random = np.random.default_rng(seed)
    letters = np.array(list("etaoinshrdlucmfwypvbgk"))
    invented = ["".join(random.choice(letters, random.integers(3, 11))) for _ in range(60_000)]
    words = np.array(sorted(function_words()) + invented)
    share = 1 / np.arange(1, len(words) + 1)
    texts = []
    for _ in range(count):
        drawn = words[random.choice(len(words), 135, p=share / share.sum())]
        sentences = [" ".join(part).capitalize() + "." for part in np.split(drawn, [20, 42, 60, 85, 110])]
        texts.append("\n".join([" ".join(sentences[:3]), " ".join(sentences[3:])]))
    for i in range(20, count, 20):
        texts[i] = texts[i - 20]
    return texts


def nltk_loop(texts, tokenise):
    from nltk import BigramCollocationFinder, FreqDist
    from nltk.metrics.association import BigramAssocMeasures

    frequencies, documents = FreqDist(), []
    for text in texts:
        words = [word.lower() for word in tokenise(text)]
        frequencies.update(words)
        documents.append(words)
    finder = BigramCollocationFinder.from_documents(documents)
    finder.apply_freq_filter(3)
    return frequencies, finder.nbest(BigramAssocMeasures.likelihood_ratio, 100)


def timed(function, *values):
    start = time.perf_counter()
    function(*values)
    return time.perf_counter() - start


def measure(count):
    import newsfigures as nf
    from newsfigures.counting import reuse
    from newsfigures.loading import corpus, language
    from nltk import word_tokenize

    texts = articles(count)
    size = sum(map(len, texts)) / 1e6
    records = tuple(corpus.make_document(str(i), text, label=str(i)) for i, text in enumerate(texts))
    made = corpus.Corpus("made", records)
    nf.corpus_statistics(corpus.Corpus("warm", records[:5]))
    ours = timed(nf.corpus_statistics, made)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    groups = timed(reuse.independent_groups, made)
    plain = timed(nltk_loop, texts, lambda text: word_tokenize(text, preserve_line=True))
    quick = timed(nltk_loop, texts, language.words)
    cells = [size, ours / size, plain / size, quick / size, ours / plain, ours / quick, peak, groups / size]
    print(f"{count:8,}", *(f"{cell:8.2f}" for cell in cells), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        print("articles       MB     s/MB  nltk/MB quick/MB  ratio to ratio to  peak GB   groups")
        print("                                              nltk loop quick loop              s/MB")
        for size in map(int, sys.argv[1:] or SIZES):
            subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)
