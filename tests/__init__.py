"""Is what we say true?"""
