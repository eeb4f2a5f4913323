"""The engine for rule texts: facts, cases, dated values, evaluators, the calendar.

It knows no law: every article, figure and term stands in `ichimai.law`.
"""
