"""The only place where Settings meet create_app()."""

from app import create_app
from config import load

app = create_app(load())
