"""Writes python.safetensors: a file of Python's safetensors library with each element type that can be read.

Run with a Python that has numpy, ml_dtypes and safetensors: python python_safetensors.py
Check a file of ours against that library:                   python python_safetensors.py FILE
"""

import pathlib
import sys

import ml_dtypes
import numpy as np
from safetensors.numpy import load_file, save_file

if len(sys.argv) > 1:
    for name, tensor in load_file(sys.argv[1]).items():
        print(name, tensor.dtype, tensor.shape, tensor.ravel()[:4])
else:
    values = np.array([[0.0, -1.5, 2.25], [65504.0, 6.103515625e-05, -0.333251953125]])
    tensors = {
        "dense_1.kernel": values.astype(np.float32),
        "half": values.astype(np.float16),
        "brain": np.array([1.0, -2.5, 3.0e38]).astype(ml_dtypes.bfloat16),
        "double": np.array([0.1, 1e300]),
        "scalar": np.array(7.0, dtype=np.float32),
        "empty": np.zeros((0, 3), dtype=np.float32),
    }
    here = pathlib.Path(__file__).parent
    save_file(tensors, here / "python.safetensors", metadata={"made by": "python_safetensors.py", "é": "\"\\"})
