"""The published card specification as data: AIDs, files, tags, access rules, codecs.

One module a card application. No state, no keys, no input or output.
"""
