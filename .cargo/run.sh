#!/bin/sh
# Starts a program for cargo. rustdoc compiles the examples of the documentation into one program, and starts it once for each example.
# Loading libtorch takes half a second each time. Without this variable, the program runs all of its examples in one process, here one
# after the other, because they share libtorch's random generator.
if [ -n "$RUSTDOC_DOCTEST_BIN_PATH" ]; then
    unset RUSTDOC_DOCTEST_BIN_PATH
    export RUST_TEST_THREADS=1
fi
exec "$@"
