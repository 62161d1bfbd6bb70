"""Attack this machine's isolation with some of the kernel's facilities denied.

    python denied.py LAYERS [UID]

LAYERS names what the kernel shall refuse from here on, as a container or a
restricted distribution would: any of `LAYERS`, joined by commas, or ``-``.
Prints the self-test as JSON.
"""

from __future__ import annotations

import errno
import json
import os
import sys

from grader.sandbox import confine, host
from grader.sandbox.host import Sandbox
from grader.sandbox.selftest import attack_this_machine

NEW = 0x7E020080  # every CLONE_NEW* flag
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
LOAD, JUMP_IF_EQUAL, JUMP_IF_SET, RETURN = 0x20, 0x15, 0x45, 0x06


def refused(number: int) -> list[tuple[int, int, int, int]]:
    return [(RETURN, 0, 0, REFUSE | number)]


LAYERS = {
    # EPERM, as under AppArmor or in a container.
    "namespaces": {
        **dict.fromkeys(
            ("unshare", "setns", "mount", "umount2", "pivot_root"),
            refused(errno.EPERM),
        ),
        "clone": [
            (LOAD, 0, 0, 16),
            (JUMP_IF_SET, 0, 1, NEW),
            *refused(errno.EPERM),
            (RETURN, 0, 0, ALLOW),
        ],
    },
    # ENOSYS, as before Linux 5.13.
    "landlock": dict.fromkeys(
        (
            "landlock_create_ruleset",
            "landlock_add_rule",
            "landlock_restrict_self",
        ),
        refused(errno.ENOSYS),
    ),
    "seccomp": {"seccomp": refused(errno.ENOSYS)},
    # Nobody may set a limit; to ask for one, with a null pointer, is allowed.
    "rlimits": {
        "prlimit64": [
            (LOAD, 0, 0, 32),
            (JUMP_IF_EQUAL, 0, 3, 0),
            (LOAD, 0, 0, 36),
            (JUMP_IF_EQUAL, 0, 1, 0),
            (RETURN, 0, 0, ALLOW),
            *refused(errno.EPERM),
        ],
    },
    # Namespaces may be made, but give no rights: Ubuntu's AppArmor since 23.10.
    "rights": {
        "mount": refused(errno.EACCES),
        **dict.fromkeys(
            ("umount2", "pivot_root", "setns", "chroot"), refused(errno.EPERM)
        ),
    },
    # What a container's own filter refuses beside namespaces.
    "tools": {
        **dict.fromkeys(
            (
                "ptrace", "process_vm_readv", "process_vm_writev", "kcmp",
                "bpf", "perf_event_open", "userfaultfd", "personality",
                "keyctl", "add_key", "request_key", "open_by_handle_at",
                "io_uring_setup", "io_uring_enter", "io_uring_register",
            ),
            refused(errno.EPERM),
        ),
        "clone3": refused(errno.ENOSYS),
    },
}  # fmt: skip


def deny(*layers: str) -> None:
    """Have the kernel refuse these from here on, to what is started too."""
    actions = {name: body for layer in layers for name, body in LAYERS[layer].items()}
    if actions:
        confine.no_new_privileges()
        confine.seccomp(confine._assemble(actions, (RETURN, 0, 0, ALLOW)))


def main() -> None:
    layers = [] if sys.argv[1] == "-" else sys.argv[1].split(",")
    if len(sys.argv) > 2:
        user = int(sys.argv[2])
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        os.chdir("/")
    deny(*layers)
    host.START_S = 5.0  # nobody here waits for a machine that is busy
    with Sandbox() as sandbox:
        result = attack_this_machine(sandbox)
    print(
        json.dumps(
            {
                "uid": os.geteuid(),
                "level": result.level,
                "missing": result.protection.missing,
                "held": result.held,
            }
        )
    )


if __name__ == "__main__":
    main()
