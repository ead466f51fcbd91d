"""The only place where Settings meet create_app()."""

import gc

from app import create_app
from config import load

app = create_app(load())
# The web server starts its processes as copies of this one: what is here stays shared while nobody walks through it.
gc.collect()
gc.freeze()
