"""Which facts follow from many events?"""
