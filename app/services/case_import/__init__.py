"""A case file becomes rows: as `system:import`, whole or not at all, with the checks of the verbs."""

from app.services.case_import.intake import import_case

__all__ = ["import_case"]
