"""What does it cost, against the bare platform?"""
