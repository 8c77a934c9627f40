"""Advice on the goals themselves, before anything is printed: what cannot be measured, is too low, or proves nothing.

Advice is no fault: the bureau may have its reasons. Each piece comes with a better example from the field.
"""

from jixiao.advising.advice import ADVISERS, Advice, advise
from jixiao.advising.examples import Example, all_examples, example_for

__all__ = ["ADVISERS", "Advice", "Example", "advise", "all_examples", "example_for"]
