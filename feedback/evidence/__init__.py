"""Evidence to hand over: one document, written as PDF, Word, spreadsheet and open data.

`document` is what every writer takes: sections of blocks, with each number's cell beside it. The
numbers were frozen in releases before they came here; nothing in this package counts answers.
"""
