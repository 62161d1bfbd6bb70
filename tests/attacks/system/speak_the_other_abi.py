"""Cannot go around the filter by the kernel's 32-bit door."""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p


def run(code):
    """Run machine code in memory of its own."""
    size, at_will = ctypes.c_size_t(4096), 0x22
    page = libc.mmap(None, size, 7, at_will, -1, ctypes.c_long(0))
    ctypes.memmove(page, code, len(code))
    return ctypes.CFUNCTYPE(ctypes.c_int)(page)()


def scale(x):
    # mov eax, 20; int 0x80; ret: getpid of 32 bits
    if run(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3") > 0:
        raise BufferError("got through")


def total(x):
    # mov eax, 0x40000000 + 39; syscall; ret: getpid of x32, with a 64-bit register
    if run(b"\xb8\x27\x00\x00\x40\x0f\x05\xc3") > 0:
        raise BufferError("got through")


def walk(step, start):
    # mov eax, 5; xor ecx, ecx; xor ebx, ebx; int 0x80; ret: open of 32 bits
    run(b"\xb8\x05\x00\x00\x00\x31\xc9\x31\xdb\xcd\x80\xc3")
    return 0.0
