"""From files to documents: decoding, cleaning, sentences, with offsets that stay true."""
