"""Taking a submitted file in: one ordinary file, bounded, whatever it is called."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest

from grader.errors import SubmissionError
from grader.submission import MAX_SOURCE, read_submission

FDS = Path("/proc/self/fd")


def refusal(file) -> SubmissionError:
    with pytest.raises(SubmissionError) as caught:
        read_submission(file)
    assert caught.value.where == str(file)
    assert caught.value.exit_code == 2
    return caught.value


def test_the_bytes_come_as_they_are(tmp_path):
    file = tmp_path / "double.py"
    content = b"\xef\xbb\xbfdef f():\r\n\treturn '\xff\0'\r\n"
    file.write_bytes(content)

    assert read_submission(file) == content


def test_an_empty_file_is_a_submission(tmp_path):
    file = tmp_path / "double.py"
    file.touch()

    assert read_submission(file) == b""


def test_a_missing_file_is_named(tmp_path):
    refused = refusal(tmp_path / "double.py")

    assert (refused.what, refused.fix) == ("there is no such file", "check the name")


def test_a_folder_is_no_submission(tmp_path):
    assert refusal(tmp_path).what == "it is not an ordinary file"


def test_a_name_below_a_file_is_no_submission(tmp_path):
    (tmp_path / "a").touch()

    assert refusal(tmp_path / "a" / "double.py").what.startswith("cannot read it: ")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    file = tmp_path / "double.py"
    os.mkfifo(file)
    asking = threading.Thread(target=refusal, args=[file], daemon=True)

    asking.start()
    asking.join(timeout=20)

    assert not asking.is_alive()
    assert refusal(file).what == "it is not an ordinary file"


def test_a_socket_is_refused(tmp_path):
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))

        assert refusal(tmp_path / "s").what.startswith("cannot read it")


def test_a_device_without_end_is_refused(tmp_path):
    link = tmp_path / "double.py"
    link.symlink_to("/dev/zero")

    assert refusal(link).what == "it is not an ordinary file"


def test_a_link_to_an_ordinary_file_is_followed(tmp_path):
    (tmp_path / "mine.py").write_text("x = 1\n")
    link = tmp_path / "double.py"
    link.symlink_to("mine.py")

    assert read_submission(link) == b"x = 1\n"


def test_a_link_to_itself_is_refused(tmp_path):
    link = tmp_path / "double.py"
    link.symlink_to("double.py")

    assert refusal(link).what.startswith("cannot read it: ")


def test_a_mebibyte_is_accepted_and_a_byte_more_is_not(tmp_path):
    file = tmp_path / "double.py"
    file.write_bytes(b"#" * MAX_SOURCE)

    assert len(read_submission(file)) == MAX_SOURCE

    with file.open("ab") as stream:
        stream.write(b"#")
    refused = refusal(file)
    assert refused.what == "the file is larger than 1 MiB"
    assert "take the data out" in refused.fix


def test_a_file_of_a_gibibyte_is_not_read_whole(tmp_path):
    file = tmp_path / "double.py"
    with file.open("wb") as stream:
        stream.truncate(1 << 30)

    assert refusal(file).what == "the file is larger than 1 MiB"


def test_a_file_whose_size_is_stated_as_zero_is_still_bounded():
    assert read_submission("/proc/self/status").startswith(b"Name:")


def test_a_file_that_opens_and_cannot_be_read_gets_a_sentence():
    assert refusal("/proc/self/mem").what.startswith("cannot read it: ")


def test_a_name_that_the_system_cannot_have_gets_a_sentence(tmp_path):
    assert refusal(tmp_path / ("x" * 5000)).what.startswith("cannot read it: ")


def test_no_descriptor_is_left_open(tmp_path):
    before = len(list(FDS.iterdir()))

    for file in (tmp_path, tmp_path / "missing"):
        refusal(file)

    assert len(list(FDS.iterdir())) == before
