"""Rooms and the doors they are behind: each blueprint names its surface, and SURFACE chooses which are served."""

from enum import StrEnum

from flask import Blueprint


class Surface(StrEnum):
    """Who a page is for. The public door must not be a way into the case system."""

    STAFF = "staff"
    PUBLIC = "public"
    BOTH = "both"


class Room(Blueprint):
    """A journey's blueprint."""

    def __init__(self, name: str, import_name: str, *, surface: Surface) -> None:
        super().__init__(name, import_name)
        self.surface = surface

    def is_served(self, chosen: str) -> bool:
        """Is this room open when SURFACE is `chosen` (all, staff, public)?"""
        return chosen == "all" or self.surface is Surface.BOTH or self.surface.value == chosen
