package org.facelane.bench.search;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The C++ libraries that `bench/search` compares with, as `bench/src/main/native/rivals.cpp` offers them, on one
/// thread.
@SuppressWarnings("restricted")
final class Rivals {
    private final MethodHandle faiss;
    private final MethodHandle faissSearch;
    private final MethodHandle faissFree;
    private final MethodHandle hnsw;
    private final MethodHandle hnswSearch;
    private final MethodHandle hnswFree;
    private final MethodHandle gemm;

    /// @param library as the script compiled it
    Rivals(Path library) {
        SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
        faiss = handle(symbols, "rivals_faiss", ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS);
        faissSearch =
                voidHandle(symbols, "rivals_faiss_search", ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
        faissFree = voidHandle(symbols, "rivals_faiss_free", ADDRESS);
        hnsw = handle(symbols, "rivals_hnsw", ADDRESS, JAVA_INT, JAVA_LONG, ADDRESS);
        hnswSearch = voidHandle(symbols, "rivals_hnsw_search", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        hnswFree = voidHandle(symbols, "rivals_hnsw_free", ADDRESS);
        gemm = voidHandle(symbols, "rivals_gemm", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        call(voidHandle(symbols, "rivals_threads", JAVA_INT), 1);
    }

    /// FAISS, exact.
    Engine faiss(People people) {
        MemorySegment index = (MemorySegment) call(faiss, people.dimension, (long) people.count, people.values);
        return new Engine() {
            @Override
            public void search(MemorySegment probes, int count, int[] best) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment similarities = arena.allocate(JAVA_FLOAT, 2L * count);
                    MemorySegment numbers = arena.allocate(JAVA_LONG, 2L * count);
                    call(faissSearch, index, (long) count, probes, 2L, similarities, numbers);
                    for (int j = 0; j < count; j++) {
                        best[j] = (int) numbers.getAtIndex(JAVA_LONG, 2L * j);
                    }
                }
            }

            @Override
            public void close() {
                call(faissFree, index);
            }
        };
    }

    /// hnswlib, not exact.
    Engine hnsw(People people) {
        MemorySegment graph = (MemorySegment) call(hnsw, people.dimension, (long) people.count, people.values);
        return new Engine() {
            @Override
            public void search(MemorySegment probes, int count, int[] best) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment similarity = arena.allocate(JAVA_FLOAT);
                    MemorySegment number = arena.allocate(JAVA_LONG);
                    for (int j = 0; j < count; j++) {
                        MemorySegment probe = probes.asSlice((long) j * people.dimension * Float.BYTES);
                        call(hnswSearch, graph, probe, similarity, number);
                        best[j] = (int) number.get(JAVA_LONG, 0);
                    }
                }
            }

            @Override
            public void close() {
                call(hnswFree, graph);
            }
        };
    }

    /// OpenBLAS, and the best of each row by a loop.
    Engine blas(People people) {
        Arena arena = Arena.ofShared();
        MemorySegment products = arena.allocate(JAVA_FLOAT, 64L * people.count);
        return new Engine() {
            @Override
            public void search(MemorySegment probes, int count, int[] best) {
                call(gemm, people.dimension, (long) people.count, people.values, count, probes, products);
                for (int j = 0; j < count; j++) {
                    best[j] = greatest(products, (long) j * people.count, people.count);
                }
            }

            @Override
            public void close() {
                arena.close();
            }
        };
    }

    private static int greatest(MemorySegment products, long from, int count) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, products.getAtIndex(JAVA_FLOAT, from + i));
        }
        int best = 0;
        while (products.getAtIndex(JAVA_FLOAT, from + best) != most) {
            best++;
        }
        return best;
    }

    private static MethodHandle handle(
            SymbolLookup symbols, String name, MemoryLayout answer, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(answer, arguments));
    }

    private static MethodHandle voidHandle(SymbolLookup symbols, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
    }

    private static Object call(MethodHandle handle, Object... arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a native library failed", e);
        }
    }
}
