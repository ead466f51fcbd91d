"""The way to the render pool: one client for the process, made by the factory."""

from typing import TYPE_CHECKING

from flask import Flask

from app.documents.client import SOCKET_NAME, PrintClient

if TYPE_CHECKING:
    from config import Settings


def init_app(app: Flask, settings: "Settings") -> None:
    """Where no pool runs, only the command line and tests may start a process for one document."""
    app.extensions["printer"] = PrintClient(settings.data_dir / SOCKET_NAME, alone=not settings.production)
