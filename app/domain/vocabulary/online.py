"""Closed lists of posts and messages on the internet: where, who could see them, what became of them."""

from app.domain.vocabulary.base import Labelled


class Platform(Labelled):
    """Where something was posted. Names change; what is not listed is written out."""

    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    THREADS = "threads", "Threads"
    X = "x", "X (Twitter)"
    TIKTOK = "tiktok", "TikTok"
    YOUTUBE = "youtube", "YouTube"
    SNAPCHAT = "snapchat", "Snapchat"
    WHATSAPP = "whatsapp", "WhatsApp"
    TELEGRAM = "telegram", "Telegram"
    DISCORD = "discord", "Discord"
    REDDIT = "reddit", "Reddit"
    TWITCH = "twitch", "Twitch"
    LINKEDIN = "linkedin", "LinkedIn"
    BLUESKY = "bluesky", "Bluesky"
    GAMING = "gaming", "A game or its chat"
    FORUM = "forum", "A forum or news comments"
    OTHER = "other", "Another place"


class PostVisibility(Labelled):
    """Who could see it."""

    PUBLIC = "public", "Everybody"
    GROUP = "group", "A closed group"
    PRIVATE = "private", "Private: one person or a few"


class StillThere(Labelled):
    """What a later look found."""

    THERE = "there", "Still there"
    CHANGED = "changed", "There, but changed"
    REMOVED = "removed", "No longer there"


class PreservationReply(Labelled):
    """What a platform answered to the request to preserve."""

    PRESERVED = "preserved", "It is preserved"
    PARTLY = "partly", "A part is preserved"
    REFUSED = "refused", "Refused"
    NOTHING_HELD = "nothing_held", "Nothing is held"
