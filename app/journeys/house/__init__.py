"""The house itself: is it up?"""
