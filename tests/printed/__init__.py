"""Records of the typesetter printed by other programs: what the readers make of pages that the project did not set itself.

The typesetter knows the readers too well: its pages have the gaps, lines and fonts that they were made for. A browser and a word
processor, where the machine has them, print the same records as they see fit.
"""
