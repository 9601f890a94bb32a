"""When does the next office hear of it?"""
