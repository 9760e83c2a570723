"""Statistics of the corpus: words, n-grams, readability, collocations, and wording that documents share."""
