"""Readiness of a file: the rules as a table, and what they answer about a case."""

from app.domain.readiness.answers import Readiness, check, rule_set_of
from app.domain.readiness.rule import Finding, Result, Rule, Severity
from app.domain.readiness.table import RULES

__all__ = ["RULES", "Finding", "Readiness", "Result", "Rule", "Severity", "check", "rule_set_of"]
