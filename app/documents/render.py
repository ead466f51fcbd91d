"""A dossier becomes HTML by strict templates, in which a missing value is an error and never a blank."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.documents import typefaces, wording
from app.documents.dossier import Dossier
from app.documents.registry import DOCUMENTS, Built
from app.documents.wire import PrintJob

TEMPLATES = Path(__file__).parent.parent / "templates" / "documents"


def render_document(key: str, dossier: Dossier) -> PrintJob:
    """The HTML of one document, ready to be printed; raises KeyError for a document that does not exist.

    `job.variants[0]` is the paper with most detail on page one.
    """
    document = DOCUMENTS[key]
    return PrintJob(tuple(to_html(document.template, built) for built in document.build(dossier)))


def to_html(template: str, paper: Built) -> str:
    """One variant as HTML; signs that no typeface has stand as their codes."""
    return typefaces.with_codes(environment().get_template(template).render(paper=paper))


@cache
def environment() -> Environment:
    """The strict environment of the papers; made once."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"day": wording.day, "moment": wording.moment}
    return made
