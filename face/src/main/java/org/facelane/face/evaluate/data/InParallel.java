package org.facelane.face.evaluate.data;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Does the same with many things on all processors, on threads of the platform, and tells how far it is.
public final class InParallel {
    private InParallel() {}

    /// @param things to be worked on
    /// @param called what they are called where progress is told
    /// @param work done for each; must be thread-safe
    /// @return the results, in the order of the things
    public static <T, R> List<R> map(List<T> things, String called, PrintStream output, Function<T, R> work) {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try (Progress progress = new Progress(output, System.console() != null, called, things.size())) {
            List<Future<R>> tasks = things.stream()
                    .map(thing -> threads.submit(() -> {
                        R result = work.apply(thing);
                        progress.step();
                        return result;
                    }))
                    .toList();
            List<R> results = new ArrayList<>();
            for (Future<R> task : tasks) {
                results.add(task.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableData("The run was interrupted; the same command goes on where it was.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("one of the " + called + " could not be worked on", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
