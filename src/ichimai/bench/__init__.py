"""Measurements beside the limits of the machine and beside other engines, in one run.

A measurement is a module of `ichimai.bench.measures` and a line of `bench.suite`.
"""
