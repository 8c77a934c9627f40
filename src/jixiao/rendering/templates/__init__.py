"""Word templates that a bureau changes in Word or WPS: our papers with placeholders in Chinese, filled by docxtpl.

``names`` lists the placeholders, ``context`` gives their values, ``making`` prints the pack's papers as templates,
``finding`` tells which file is whose template, ``checking`` names what is wrong with one, ``filling`` prints.
"""

from jixiao.rendering.templates.checking import faults_of
from jixiao.rendering.templates.filling import filled
from jixiao.rendering.templates.finding import NO_TEMPLATES, Templates, TemplatesError, templates_in, unused_words
from jixiao.rendering.templates.making import templates_of

__all__ = [
    "NO_TEMPLATES",
    "Templates",
    "TemplatesError",
    "faults_of",
    "filled",
    "templates_in",
    "templates_of",
    "unused_words",
]
