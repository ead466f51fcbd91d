"""What is looked at in a file before it is kept: is it of a kind allowed, whole, harmless, and nothing else besides?"""

from app.services.uploads.check import inspect_upload
from app.services.uploads.verdict import Inspect, Verdict

__all__ = ["Inspect", "Verdict", "inspect_upload"]
