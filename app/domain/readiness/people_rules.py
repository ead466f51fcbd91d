"""Rules about the case as a whole and its people: URN, suspects, hate flag, hostility, victims' support."""

import re
from collections.abc import Iterator

from app.domain.facts import allegations_of_suspect, name_of, strands_of_case
from app.domain.readiness.rule import Asked, Finding
from app.domain.vocabulary import ChargingAuthority

#: Two characters of the force, two of the unit, five digits or more, two digits of the year.
URN = re.compile(r"(?P<force>[0-9A-Z]{2})(?P<unit>[0-9A-Z]{2})\d{5,}\d{2}")


def always(_: Asked) -> bool:
    return True


def has_suspect(asked: Asked) -> bool:
    return bool(asked.case.suspects)


def is_flagged(asked: Asked) -> bool:
    return bool(strands_of_case(asked.case))


def is_flagged_with_allegation(asked: Asked) -> bool:
    return is_flagged(asked) and bool(asked.case.allegations)


def has_victim(asked: Asked) -> bool:
    return bool(asked.case.victims)


def bad_urn(asked: Asked) -> Iterator[Finding]:
    """The shape of the URN, and the unit where the force is one whose units are known."""
    found = URN.fullmatch(asked.case.urn or "")
    if found is None:
        yield Finding(message="Give the URN. CPS cannot receive a file without it.", where="urn")
        return
    units = asked.unit_codes.get(found["force"], ())
    if units and found["unit"] not in units:
        yield Finding(message=f"Check the URN: {found['force']} has no unit {found['unit']}.", where="urn")


def no_suspect(asked: Asked) -> Iterator[Finding]:
    if not asked.case.suspects:
        yield Finding(
            message='Add at least one suspect. Use "no suspect" outcome if none is identified.', where="suspects"
        )


def suspect_without_offence(asked: Asked) -> Iterator[Finding]:
    for suspect in asked.case.suspects:
        if not allegations_of_suspect(asked.case, suspect.person_id):
            name = name_of(asked.case, suspect.person_id)
            yield Finding(
                message=f"{name}: choose the offence you ask CPS to consider.", where=f"suspects/{suspect.person_id}"
            )


def police_would_charge(asked: Asked) -> Iterator[Finding]:
    """A police charge by the emergency route is the one exception; it carries its grounds."""
    for allegation in asked.case.allegations:
        emergency = allegation.charged is not None and allegation.charged.police_charge_grounds is not None
        if allegation.charging_authority is ChargingAuthority.POLICE and not emergency:
            yield Finding(
                message="This case is flagged as hate crime. "
                "CPS must decide the charge, even if the suspect admits it.",
                where=f"allegations/{allegation.allegation_id}/charging_authority",
            )


def no_perceiver(asked: Asked) -> Iterator[Finding]:
    if not asked.case.perceived_by:
        yield Finding(
            message="Say who perceived this as hate crime (victim, witness, officer, organisation, other).",
            where="perceived_by",
        )


def no_hostility(asked: Asked) -> Iterator[Finding]:
    if not asked.case.hostility_items and not asked.case.no_hostility_found_reason:
        yield Finding(
            message="Record what was said or done that shows hostility, or state that none has been found.",
            where="hostility_items",
        )


def support_unknown(asked: Asked) -> Iterator[Finding]:
    for victim in asked.case.victims:
        if victim.victim_support is None:
            yield Finding(
                message="Does the victim support prosecution? Record yes, no, or not known and why.",
                where=f"victims/{victim.person_id}/victim_support",
            )
