"""Which promise each attack tries to break: that of its folder, or one named here.

An attack's docstring may name another in a line ``Promise: id``.
"""

from __future__ import annotations

from tests.attacks.judging import Attack

# What most attacks in a folder are on, by the folder's name.
AREAS = {
    "answers": "find_answers",
    "channel": "earn",
    "comparison": "earn",
    "outcome": "earn",
    "resources": "take_resources",
    "secrets": "carry_inputs_out",
    "source": "stop_the_run",
    "system": "gain_rights",
    "text": "show_markup",
    "time": "overrun",
}

# The others.
NAMED = {
    "stop_the_run": """
        call_back_with_anything close_its_output crash interrupt overflow_the_c_stack
        raise_strange_exceptions recurse_without_end return_an_array_outside_of_its_memory
        return_itself run_bad_machine_code send_strange_replies tear_down_its_own_memory
    """,
    "deceive_readers": """
        hide_code_in_a_comment lie_about_its_lines separate_lines_by_odd_characters
        stop_reading_at_a_nul submit_compiled_code write_in_another_encoding
    """,
    "flood": """
        flood_from_c flood_its_output flood_the_call_back return_bombs
        return_keys_that_collide
    """,
    "read_files": """
        open_files_by_handle read_proc read_the_reference
        read_the_reference_by_other_means read_with_ctypes use_descriptors_it_was_left
    """,
    "probe_files": "list_folders tell_which_files_there_are watch_files",
    "write_files": "change_files make_files save_what_it_computes",
    "run_programs": "make_a_program_in_memory run_programs",
    "start_processes": "fork",
    "use_the_network": "open_sockets",
    "touch_processes": """
        kill_others learn_which_processes_there_are queue_signals_to_others
        trace_its_parent type_into_the_terminal
    """,
    "read_the_environment": "find_its_environment_on_the_stack",
    "take_resources": "take_more_than_its_share",
    "gain_rights": "undo_its_limits",
    "leave_traces": """
        leave_itself_a_note leave_semaphores_and_queues lock_what_it_shares
        use_the_keyring
    """,
}

_BY_NAME = {name: id for id, names in NAMED.items() for name in names.split()}


def promise_of(attack: Attack) -> str:
    """Say which promise an attack is on, as far as anything says so."""
    said = (
        attack.source.decode("utf-8", "replace")
        .partition("\nPromise: ")[2]
        .partition("\n")[0]
    )
    return said or _BY_NAME.get(attack.name) or AREAS.get(attack.area, "")
