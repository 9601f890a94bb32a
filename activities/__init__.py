"""Who does it, outside our memory?"""
