"""From the text of a module to a function of this processor; the one place that knows llvmlite."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

Run = Callable[[int, int], None]
"""Takes the number of rows and the address of the table of pointers."""


class Loaded:
    """Machine code in memory, for as long as this lives."""

    def __init__(self, codes: Iterable[bytes]) -> None:
        """Load what `compiled` gave for each module, on the processor for which it was made."""
        binding, target = _machine()
        empty = binding.parse_assembly("")
        self._engine = binding.create_mcjit_compiler(empty, target())
        for code in codes:
            self._engine.add_object_file(binding.ObjectFileRef.from_data(code))
        self._engine.finalize_object()
        address = self._engine.get_function_address("run")
        self.run: Run = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_void_p)(address)


def compiled(text: str) -> bytes:
    """Return the machine code of a module, for this processor.

    The graph holds each operation once, so that little is left to make better: a few passes of
    LLVM give code as quick as all of them do, in a fifth of the time.
    """
    binding, target = _machine()
    module = binding.parse_assembly(text)
    module.verify()
    machine = target()
    builder = binding.create_pass_builder(machine, binding.create_pipeline_tuning_options())
    passes = binding.create_new_module_pass_manager()
    passes.add_always_inliner_pass()
    passes.add_sroa_pass()
    passes.add_instruction_combine_pass()
    passes.run(module, builder)
    return bytes(machine.emit_object(module))


@cache
def processor() -> str:
    """Return what tells this processor and compiler from others: what is kept holds for these."""
    import llvmlite

    binding, _ = _machine()
    told = (llvmlite.__version__, binding.llvm_version_info, binding.get_process_triple())
    return " ".join(str(one) for one in (*told, binding.get_host_cpu_name(), features(binding)))


def features(binding: Any) -> str:
    """Return what this processor can do; nothing where the system does not tell.

    >>> class Silent:
    ...     def get_host_cpu_features(self):
    ...         raise RuntimeError
    >>> features(Silent())
    ''
    """
    try:
        return str(binding.get_host_cpu_features().flatten())
    except RuntimeError:
        return ""


@cache
def _machine() -> tuple[Any, Callable[[], Any]]:
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    name = binding.get_host_cpu_name()
    able = features(binding)

    def target() -> Any:
        found = binding.Target.from_triple(binding.get_process_triple())
        return found.create_target_machine(cpu=name, features=able, opt=2, jit=True)

    return binding, target
