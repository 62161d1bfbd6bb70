"""Run a learner's code in a confined process and talk to it by plain values.

`protocol` and `worker` are all that ever runs beside a learner's code;
`observe` reads it there before it is run.
`zygote` and `confine` prepare the process that does; `host`, `session`,
`proxy` and `contract` are the trusted side.
"""
