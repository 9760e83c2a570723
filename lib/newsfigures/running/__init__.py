"""Runs of the notebooks: parameters, kernels, execution and publication."""
