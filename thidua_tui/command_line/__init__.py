"""A line in, an act out: what is typed at `:`, given to `thidua do`, or read from a file.

`parser` turns a line into an act with its fields filled, from the same registry as the forms;
it reads no clock and no screen. `execute` records it.
"""
