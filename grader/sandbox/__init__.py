"""Run a learner's code in a confined process and talk to it by plain values.

`protocol` and `worker` are all that ever runs beside a learner's code;
`observe` reads it in a worker that never runs it.
`zygote` and `confine` prepare the process that does; `host`, `session`,
`proxy` and `contract` are the trusted side.
"""
