"""What rides along with a frame in its ``attrs``. pandas copies these at every operation, deeply and so in time
that grows with the corpus; what is only ever read is the same in every copy."""


class _Shared:
    def __deepcopy__(self, memo):
        return self


class Rows(_Shared, list):
    """A list that all copies of a frame share; not to be changed."""


class Facts(_Shared, dict):
    """A dictionary that all copies of a frame share; not to be changed."""
