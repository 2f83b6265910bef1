package org.facelane.face.model;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// Keeps ONNX Runtime's environment until the process is gone.
///
/// Its Java binding frees the environment in a shutdown hook, which runs beside all other hooks and beside threads that
/// still compute: each inference from then on reads freed memory, and the process crashes instead of ending
/// (microsoft/onnxruntime issue 31352). The environment counts its holders, and its C interface can name one more, who
/// never lets go. Where an entry of that interface stands never changes from version to version.
final class LastingEnvironment {
    /// What the Java binding asks for as well: warnings and worse are logged.
    private static final int WARNING = 2;

    /// The first version of the interface has all that is needed.
    private static final int VERSION = 1;

    private static final int CREATE_ENVIRONMENT = 3;
    private static final int ENTRY_COUNT = CREATE_ENVIRONMENT + 1;

    private static boolean held;

    private LastingEnvironment() {}

    /// To be called when the Java binding has made the environment; the first call counts.
    ///
    /// @throws InferenceFailed if the runtime is not what it should be
    static synchronized void hold() {
        if (!held) {
            try {
                addHolder();
            } catch (Throwable e) {
                throw new InferenceFailed("ONNX Runtime's C interface cannot be called", e);
            }
            held = true;
        }
    }

    @SuppressWarnings("restricted") // calling into C is the point
    private static void addHolder() throws Throwable {
        Linker linker = Linker.nativeLinker();
        MemorySegment find = SymbolLookup.loaderLookup().findOrThrow("OrtGetApiBase");
        MemorySegment base = (MemorySegment)
                linker.downcallHandle(find, FunctionDescriptor.of(ADDRESS)).invokeExact();
        MemorySegment ofVersion = base.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
        MemorySegment entries =
                (MemorySegment) linker.downcallHandle(ofVersion, FunctionDescriptor.of(ADDRESS, JAVA_INT))
                        .invokeExact(VERSION);
        MethodHandle create = linker.downcallHandle(
                entries.reinterpret(ENTRY_COUNT * ADDRESS.byteSize()).getAtIndex(ADDRESS, CREATE_ENVIRONMENT),
                FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom("facelane");
            MemorySegment failure = (MemorySegment) create.invokeExact(WARNING, name, arena.allocate(ADDRESS));
            if (!failure.equals(MemorySegment.NULL)) {
                throw new IllegalStateException("the environment takes no second holder");
            }
        }
    }
}
