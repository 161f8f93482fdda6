"""Runs a command on a terminal of so many columns, and copies to its output what appears there.

Usage: python terminal.py <columns> <command> [argument...]
"""

import fcntl
import os
import pty
import struct
import sys
import termios

child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, int(sys.argv[1]), 0, 0))
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:  # What the kernel answers once the other end is closed.
        break
    if not data:
        break
    os.write(1, data)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
