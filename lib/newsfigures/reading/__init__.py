"""From a document to its figures: numbers, units, bounds and periods as the words state them."""
