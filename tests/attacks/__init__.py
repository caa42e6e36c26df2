"""Fifty attacks, each tried on the app and on a copy whose guard is gone; register.py names them.

One function makes the attack and returns what got through. The test asserts that nothing did; its
control takes the guard away and asserts that the same function notices.
"""
