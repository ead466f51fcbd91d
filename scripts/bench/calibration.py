"""What everything is measured against: one Flask route, one indexed SELECT of 25 rows, one plain table of 25 by 6."""

import os

from flask import Flask, render_template_string
from sqlalchemy import create_engine, select

from app.database.session import engine_options
from app.models.incident import Incident

PAGE = """<!doctype html><title>Calibration</title><table>{% for row in rows %}
<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}</table>"""
ROWS = 25

app = Flask(__name__)
url = os.environ["BENCH_DATABASE"]
engine = create_engine(url, **engine_options(url))
T = Incident.__table__.c
FOUND = (
    select(T.id, T.reference, T.title, T.status, T.reported_at, T.next_due_at)
    .where(T.oic_id == int(os.environ["BENCH_OFFICER"]))
    .order_by(T.next_due_at, T.id)
    .limit(ROWS)
)


@app.get("/")
def page() -> str:
    with engine.connect() as connection:
        return render_template_string(PAGE, rows=connection.execute(FOUND).all())


@app.get("/health")
def health() -> str:
    return "ok"
