"""Mutation testing of the core: every small change of its code must make a test fail, or be shown to change nothing.

mutmut makes the mutants: its own operators, all of them. It does not judge them. Its choice of tests is by function,
and nearly every story passes through nearly every function: one survivor would cost the whole suite, and the core has
some twenty thousand mutants. Here a mutant meets only the tests that ran its lines, those that killed its
neighbours first and then the quick ones, in a fork of one process that has read everything already; the function's
code is swapped in place, so that whoever imported it by name meets the mutant too. Functions with a decorator, which
mutmut leaves out, are judged as well. As in mutmut, what runs only on import is not mutated: tables of constants,
fields of a class, decorators.
"""
