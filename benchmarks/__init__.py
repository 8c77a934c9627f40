"""Measures speed, growth and memory of an audit: ``python -m benchmarks``. What each figure means: ``README.md``."""
