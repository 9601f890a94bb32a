"""How are the departments' own systems and the register reached?"""
