"""The case file: the shape in which facts travel between the rooms, and its JSON form."""

from app.domain.case_file.contract import BadCaseFile, problems_of, schema
from app.domain.case_file.conversion import canonical, from_json, to_json
from app.domain.case_file.root import FORMAT, CaseFile, Source
from app.domain.case_file.texts import disclosable_texts

__all__ = [
    "FORMAT",
    "BadCaseFile",
    "CaseFile",
    "Source",
    "canonical",
    "disclosable_texts",
    "from_json",
    "problems_of",
    "schema",
    "to_json",
]
