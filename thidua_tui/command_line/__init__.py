"""One line in, one act out: what is typed at `:`, given to `thidua do`, or stands in a file.

`parser` turns a line into an act with its fields filled, from the same registry as the forms;
it reads no clock and no screen. `execute` records it.
"""
