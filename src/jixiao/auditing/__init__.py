"""Auditing: figures → relations → findings. One small module a family of checks in ``checks/``; no file is read here."""

from jixiao.auditing.engine import Selection, audit
from jixiao.auditing.model import Audit, DocumentAudit, Finding, Match, Relation, Severity

__all__ = ["Audit", "DocumentAudit", "Finding", "Match", "Relation", "Selection", "Severity", "audit"]
