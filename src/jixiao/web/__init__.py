"""The workbench in the browser: fill in, check, review, publish. It holds no rule and no check: it asks the core.

Each folder is a Django application for one thing: ``people`` (accounts, signing in), ``organisations`` (the tree of
bureaus and the rights that follow it), ``rounds`` (a year's task), ``sheets`` (an evaluation on its way from goals to
publication), ``reviewing`` (the reviewer's queue, samples, changed scores), ``publishing`` (what everybody may see),
``dossiers`` (printed papers), ``insight`` (the dashboard), ``checking`` (the audit of any file), ``api`` (for
programs), ``results`` (what follows from an evaluation), ``journal`` (who did what, hash-chained). ``demo`` fills an
empty installation with an invented province.
"""
