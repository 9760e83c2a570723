"""From a figure to a claim: what it measures, of whom, when, against what and how it is presented."""
