"""The self-evaluation report in prose: the pack's outline filled from data, with the bureau's own words in their place.

``sentences`` makes sentences of single facts, ``sections`` decides what a section tells, ``word`` sets the report as
an official paper. Nothing is invented: what the data does not hold becomes a marked gap.
"""

from jixiao.rendering.self_report.sections import Look, Paragraph, Report, report_of

__all__ = ["Look", "Paragraph", "Report", "report_of"]
