"""The demonstration: an invented province with two years of rounds, for looking around. Everything is made up.

``content`` reads what it is made of, ``evaluations`` makes evaluations, ``province`` the tree and its people,
``rounds`` the rounds with sheets in every state, ``filling`` puts all of it into an empty installation.
"""
