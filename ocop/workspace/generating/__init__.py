"""Believable products, producers and recognitions of a whole country, made up for measuring: `ocop generate`."""
