"""The report of a package for a person: what was found, where it stands in the source, what was proven and checked.

``cutouts`` makes the pictures where the source is converted, and must not load what writes packages: a worker doesn't need
it. ``files`` sets the words and the pictures into the files of the package.
"""
