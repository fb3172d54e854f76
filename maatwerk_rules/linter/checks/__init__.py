"""The shipped checks: each module is one check, found by its place.

A module has `KIND`, and `find_in_file` or `find_in_policy`. Its page stands in
docs/naslag/meldingen; the examples there are its tests.
"""
