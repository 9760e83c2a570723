"""What rides along with a frame in its ``attrs``: pandas makes a deep copy of these at every operation, which
takes time that grows with the corpus. What is only ever read need not be copied."""


class _Shared:
    def __deepcopy__(self, memo):
        return self


class Rows(_Shared, list):
    """A list that all copies of a frame share; not to be changed."""


class Facts(_Shared, dict):
    """A dictionary that all copies of a frame share; not to be changed."""
