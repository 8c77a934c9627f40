"""Auditing any file: a person drops files in, the audit runs in the background, the marked document comes back."""
