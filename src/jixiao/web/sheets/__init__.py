"""Sheets: an evaluation on its way through a round, from goals by self-evaluation and review to publication.

``editing`` changes and merges (pure), ``saving`` keeps what was changed, ``workflow`` says who may pass it on
when, ``judging`` asks the core for scores and findings.
"""
