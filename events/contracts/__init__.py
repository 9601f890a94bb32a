"""What does each department announce?"""
