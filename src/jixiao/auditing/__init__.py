"""Auditing: figures → relations → findings. ``checks/`` has one small module a family; no file is read here."""

from jixiao.auditing.engine import Selection, audit
from jixiao.auditing.model import Audit, DocumentAudit, Finding, Match, Relation, Severity

__all__ = ["Audit", "DocumentAudit", "Finding", "Match", "Relation", "Selection", "Severity", "audit"]
