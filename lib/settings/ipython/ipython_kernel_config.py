c = get_config()  # noqa: F821
c.IPKernelApp.log_level = 50  # kernels say nothing about their transport on every start
