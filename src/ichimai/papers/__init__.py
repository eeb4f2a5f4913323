"""Plans as people keep them: a calendar, a page of their own. Decides nothing."""
