"""What is made of a stored file, and the tool that each row of it names."""

from collections.abc import Mapping

COPY, PREVIEW, SMALL = "copy", "preview", "small"
TOOLS: Mapping[str, str] = {COPY: "throughline-copy", PREVIEW: "throughline-preview", SMALL: "throughline-thumbnail"}
BY_TOOL: Mapping[str, str] = {tool: made for made, tool in TOOLS.items()}
"""Which of them a tool made; what other tools make (a redaction) is none of them."""
VERSION = "1"
