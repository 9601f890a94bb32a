"""How does a case go?"""
