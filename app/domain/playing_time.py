"""A place in a recording, as people write it (1:02:03, 4:07) and as a player counts it (whole seconds)."""

LONGEST = 100 * 60 * 60


def parse(text: str) -> int | None:
    """Seconds from the beginning; None where this is no time. Hours and minutes may be left out."""
    parts = text.strip().split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) <= 6 for part in parts):
        return None
    if any(int(part) >= 60 for part in parts[1:]):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds if seconds < LONGEST else None


def words(seconds: int) -> str:
    """4:07, or 1:02:03 from an hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
