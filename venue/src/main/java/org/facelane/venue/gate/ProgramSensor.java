package org.facelane.venue.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.facelane.venue.LaneId;
import org.jspecify.annotations.Nullable;

/// A sensor behind a program that runs as long as it is listened to: each line that it prints is a word.
///
/// It is started with the lane's id as its only argument and no environment but `PATH`; its input stays open and silent
/// as long as somebody listens. When it ends it is started again, after a wait that begins with half a second, doubles
/// up to the longest, and begins anew once a run has lasted that long. It is killed when nobody listens any more, with
/// everything that it has started.
final class ProgramSensor implements Sensor {
    private static final System.Logger LOG = System.getLogger(ProgramSensor.class.getName());
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    /// A program that ends sooner has heard nothing.
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final Path program;
    private final LaneId lane;
    private final Duration retryMax;
    private final Consumer<SensorWord> heard;
    private final Thread runner;
    private volatile @Nullable Run run;
    private volatile boolean closed;

    private record Run(Process process, int number, long startedNanos) {}

    ProgramSensor(Path program, LaneId lane, Duration retryMax, Consumer<SensorWord> heard) {
        this.program = requireNonNull(program, "program is null");
        this.lane = requireNonNull(lane, "lane is null");
        this.retryMax = requireNonNull(retryMax, "retryMax is null");
        this.heard = requireNonNull(heard, "heard is null");
        runner = Thread.ofVirtual().name("sensor " + program.getFileName()).start(this::keepRunning);
    }

    @Override
    public int connection() {
        Run now = run;
        boolean settled =
                now != null && now.process().isAlive() && System.nanoTime() - now.startedNanos() >= SETTLED.toNanos();
        return now != null && settled ? now.number() : 0;
    }

    @Override
    public void close() {
        closed = true;
        Run now = run;
        if (now != null) {
            kill(now.process());
        }
        runner.interrupt();
    }

    private void keepRunning() {
        Duration wait = FIRST_WAIT;
        try {
            for (int number = 1; !closed; number++) {
                long started = System.nanoTime();
                runOnce(number);
                boolean lasted = System.nanoTime() - started >= retryMax.toNanos();
                wait = lasted ? FIRST_WAIT : wait;
                if (!closed) {
                    Thread.sleep(wait);
                }
                wait = wait.multipliedBy(2).compareTo(retryMax) < 0 ? wait.multipliedBy(2) : retryMax;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce(int number) throws InterruptedException {
        if (!Files.isExecutable(program) || !Files.isRegularFile(program)) {
            say("is no file that can be run");
            return;
        }
        ProcessBuilder command = new ProcessBuilder(program.toString(), lane.toString());
        command.environment().keySet().retainAll(Set.of("PATH"));
        command.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = command.start();
            run = new Run(process, number, System.nanoTime());
            try {
                if (!closed) {
                    listen(process.getInputStream());
                }
            } finally {
                kill(process);
                run = null;
            }
            say("ended with " + process.waitFor());
        } catch (IOException e) {
            say("cannot be heard: " + e.getMessage());
        }
    }

    private void listen(InputStream lines) throws IOException {
        byte[] line = new byte[SensorWord.LENGTH_MAX + 1];
        int length = 0;
        for (int next = lines.read(); next >= 0 && !closed; next = lines.read()) {
            if (next == '\n') {
                hear(new String(line, 0, length, UTF_8));
                length = 0;
            } else if (length < line.length) {
                line[length++] = (byte) next;
            }
        }
    }

    private void hear(String line) {
        SensorWord.parse(line).ifPresentOrElse(heard, () -> say("printed what is no word of a sensor"));
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void say(String what) {
        if (!closed) {
            LOG.log(System.Logger.Level.WARNING, "sensor program {0} {1}", program.getFileName(), what);
        }
    }
}
