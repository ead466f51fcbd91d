"""A case's facts, gathered from the tables as one case file: what clocks, file check, papers and export read."""

from app.queries.case_file.for_clocks import gather_for_clocks
from app.queries.case_file.load import Gathered, gather

__all__ = ["Gathered", "gather", "gather_for_clocks"]
