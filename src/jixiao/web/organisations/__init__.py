"""The tree of provinces, cities, counties, bureaus and units; who belongs to it as what; the rights that follow."""
