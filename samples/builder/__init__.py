"""Builds the sample documents: content is data in ``samples/content``, these modules only lay it out."""
