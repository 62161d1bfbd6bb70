"""Linux system call numbers, by machine, of the calls that our filter names.

Source: the kernel's own headers, <asm/unistd_64.h> for x86-64 and
<asm-generic/unistd.h> for aarch64 (a test compares where they are installed).
"""

from __future__ import annotations

import os

_X86_64 = """
    read=0 write=1 open=2 close=3 stat=4 fstat=5 lstat=6 poll=7 lseek=8 mmap=9
    mprotect=10 munmap=11 brk=12 rt_sigaction=13 rt_sigprocmask=14 rt_sigreturn=15
    ioctl=16 pread64=17 readv=19 writev=20 access=21 select=23 sched_yield=24
    mremap=25 mincore=27 madvise=28 dup=32 pause=34 nanosleep=35 getpid=39 clone=56
    fork=57 vfork=58 execve=59 execveat=322 exit=60 uname=63 fcntl=72 getdents64=217
    getcwd=79 readlink=89 gettimeofday=96 getrlimit=97 getrusage=98 sysinfo=99
    times=100 ptrace=101 getuid=102 getgid=104 geteuid=107 getegid=108 getppid=110
    getpgrp=111 getgroups=115 getresuid=118 getresgid=120 getpgid=121 getsid=124
    rt_sigpending=127 sigaltstack=131 personality=135 kill=62 tkill=200 tgkill=234
    gettid=186 time=201 futex=202 sched_getaffinity=204 set_tid_address=218
    restart_syscall=219 clock_gettime=228 clock_getres=229 clock_nanosleep=230
    exit_group=231 openat=257 newfstatat=262 readlinkat=267 faccessat=269
    faccessat2=439 pselect6=270 ppoll=271 set_robust_list=273 get_robust_list=274
    prlimit64=302 getrandom=318 membarrier=324 statx=332 rseq=334 clone3=435
    openat2=437 unshare=272 setns=308 mount=165 umount2=166 pivot_root=155
    chroot=161 bpf=321 userfaultfd=323 keyctl=250 add_key=248 request_key=249
    io_uring_setup=425 io_uring_enter=426 io_uring_register=427 perf_event_open=298
    kexec_load=246 kexec_file_load=320 init_module=175 finit_module=313
    delete_module=176 open_by_handle_at=304 name_to_handle_at=303 open_tree=428
    move_mount=429 fsopen=430 fsconfig=431 fsmount=432 fspick=433 mount_setattr=442
    modify_ldt=154 swapon=167 swapoff=168 reboot=169 quotactl=179 pidfd_getfd=438
    pidfd_open=434 pidfd_send_signal=424 process_madvise=440 process_mrelease=448
    process_vm_readv=310 process_vm_writev=311 kcmp=312 landlock_create_ruleset=444
    landlock_add_rule=445 landlock_restrict_self=446 seccomp=317 close_range=436
    arch_prctl=158
"""

# asm-generic numbers; calls that only x86-64 still has are absent.
_AARCH64 = """
    read=63 write=64 close=57 fstat=80 lseek=62 mmap=222 mprotect=226 munmap=215
    brk=214 rt_sigaction=134 rt_sigprocmask=135 rt_sigreturn=139 ioctl=29 pread64=67
    readv=65 writev=66 sched_yield=124 mremap=216 mincore=232 madvise=233 dup=23
    nanosleep=101 getpid=172 clone=220 execve=221 execveat=281 exit=93 uname=160
    fcntl=25 getdents64=61 getcwd=17 gettimeofday=169 getrlimit=163 getrusage=165
    sysinfo=179 times=153 ptrace=117 getuid=174 getgid=176 geteuid=175 getegid=177
    getppid=173 getgroups=158 getresuid=148 getresgid=150 getpgid=155 getsid=156
    rt_sigpending=136 sigaltstack=132 personality=92 kill=129 tkill=130 tgkill=131
    gettid=178 futex=98 sched_getaffinity=123 set_tid_address=96 restart_syscall=128
    clock_gettime=113 clock_getres=114 clock_nanosleep=115 exit_group=94 openat=56
    newfstatat=79 readlinkat=78 faccessat=48 faccessat2=439 pselect6=72 ppoll=73
    set_robust_list=99 get_robust_list=100 prlimit64=261 getrandom=278
    membarrier=283 statx=291 rseq=293 clone3=435 openat2=437 unshare=97 setns=268
    mount=40 umount2=39 pivot_root=41 chroot=51 bpf=280 userfaultfd=282 keyctl=219
    add_key=217 request_key=218 io_uring_setup=425 io_uring_enter=426
    io_uring_register=427 perf_event_open=241 kexec_load=104 kexec_file_load=294
    init_module=105 finit_module=273 delete_module=106 open_by_handle_at=265
    name_to_handle_at=264 open_tree=428 move_mount=429 fsopen=430 fsconfig=431
    fsmount=432 fspick=433 mount_setattr=442 swapon=224 swapoff=225 reboot=142
    quotactl=60 pidfd_getfd=438 pidfd_open=434 pidfd_send_signal=424
    process_madvise=440 process_mrelease=448 process_vm_readv=270
    process_vm_writev=271 kcmp=272 landlock_create_ruleset=444 landlock_add_rule=445
    landlock_restrict_self=446 seccomp=277 close_range=436
"""

# AUDIT_ARCH_* of <linux/audit.h>: what seccomp sees in the `arch` field.
_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def _parse(table: str) -> dict[str, int]:
    return {name: int(nr) for name, nr in (e.split("=") for e in table.split())}


TABLES = {"x86_64": _parse(_X86_64), "aarch64": _parse(_AARCH64)}

MACHINE = os.uname().machine if hasattr(os, "uname") else ""
NUMBERS: dict[str, int] = TABLES.get(MACHINE, {})
AUDIT_ARCH: int = _ARCH.get(MACHINE, 0)
