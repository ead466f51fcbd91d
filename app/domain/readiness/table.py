"""The readiness table: is a file complete enough for a prosecutor? A new rule is a row here."""

from app.domain.readiness import allegation_rules as allegations
from app.domain.readiness import people_rules as people
from app.domain.readiness import referral_rules as referrals
from app.domain.readiness.rule import Rule, Severity
from app.domain.vocabulary import RuleSet

ALL = frozenset(RuleSet)
FCT = frozenset({RuleSet.FCT})
FCT_TT = frozenset({RuleSet.FCT, RuleSet.TT})
FCT_TT_RS = frozenset({RuleSet.FCT, RuleSet.TT, RuleSet.RS})
BLOCK = Severity.BLOCK

RULES = (
    Rule(id="FR-001", applies=ALL, severity=BLOCK, there=people.always, findings=people.bad_urn, where="urn"),
    Rule(
        id="FR-002", applies=FCT_TT_RS, severity=BLOCK, there=people.always, findings=people.no_suspect,
        where="suspects",
    ),
    Rule(
        id="FR-003", applies=FCT_TT_RS, severity=BLOCK, there=people.has_suspect,
        findings=people.suspect_without_offence, where="suspects",
    ),
    Rule(
        id="FR-004", applies=ALL, severity=BLOCK, there=people.is_flagged_with_allegation,
        findings=people.police_would_charge, where="allegations",
    ),
    Rule(
        id="FR-005", applies=ALL, severity=BLOCK, there=people.is_flagged, findings=people.no_perceiver,
        where="perceived_by",
    ),
    Rule(
        id="FR-006", applies=FCT_TT_RS, severity=BLOCK, there=people.is_flagged, findings=people.no_hostility,
        where="hostility_items",
    ),
    Rule(
        id="FR-010", applies=ALL, severity=BLOCK, there=allegations.has_limit_to_work_out,
        findings=allegations.limit_ended, where="allegations",
    ),
    Rule(
        id="FR-012", applies=ALL, severity=BLOCK, there=allegations.has_summary_only,
        findings=allegations.limit_missing, where="allegations",
    ),
    Rule(
        id="FR-014", applies=FCT_TT_RS, severity=BLOCK, there=allegations.has_allegation,
        findings=allegations.dates_wrong, where="allegations",
    ),
    Rule(
        id="FR-050", applies=FCT_TT, severity=BLOCK, there=people.has_victim, findings=people.support_unknown,
        where="victims",
    ),
    Rule(
        id="FR-063", applies=ALL, severity=BLOCK, there=people.always, findings=referrals.not_checked, where="referral"
    ),
    Rule(
        id="FR-064", applies=FCT, severity=BLOCK, there=people.always, findings=referrals.no_police_view,
        where="referral",
    ),
)  # fmt: skip
