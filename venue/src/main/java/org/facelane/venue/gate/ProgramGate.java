package org.facelane.venue.gate;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.facelane.venue.Admission;
import org.facelane.venue.gate.GateOutcome.Reason;

/// A gate behind a program: a relay on a serial port or a GPIO line, for example. One run for each admission, with its
/// id as the only argument; exit status 0 means open, [#NOT_REACHED] that the command did not reach the gate.
///
/// The program is killed at the time-out, with everything it has started. It gets no input and no environment but
/// `PATH`. Safe for use by several threads; two runs of one program may overlap.
public final class ProgramGate implements Gate {
    /// The exit status of a program that could not reach its gate (`EX_TEMPFAIL`): the gate has certainly not
    /// opened.
    public static final int NOT_REACHED = 75;

    private static final File NO_INPUT =
            new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");

    private final Path program;
    private final Duration timeout;

    /// @param timeout of a run, above 0
    public ProgramGate(Path program, Duration timeout) {
        this.program = requireNonNull(program, "program is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a gate's time-out is above 0, got " + timeout);
        }
    }

    @Override
    public GateOutcome open(Admission admission) {
        return run(admission.id().toString());
    }

    /// One run with `free` or `guarded` instead of an admission's id.
    @Override
    public GateOutcome letAllPass(boolean all) {
        return run(all ? "free" : "guarded");
    }

    private GateOutcome run(String argument) {
        if (!Files.isExecutable(program) || !Files.isRegularFile(program)) {
            return notOpened(Reason.UNREACHABLE, "is no file that can be run");
        }
        ProcessBuilder command = new ProcessBuilder(program.toString(), argument);
        command.environment().keySet().retainAll(Set.of("PATH"));
        command.redirectInput(ProcessBuilder.Redirect.from(NO_INPUT))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return outcome(command.start());
        } catch (IOException e) {
            return notOpened(Reason.UNREACHABLE, "does not start: " + e.getMessage());
        }
    }

    private GateOutcome outcome(Process run) {
        try {
            if (!run.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(run);
                return notOpened(Reason.NO_ANSWER, "took longer than " + timeout.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            kill(run);
            Thread.currentThread().interrupt();
            return notOpened(Reason.NO_ANSWER, "was not waited for: the lane is stopping");
        }
        int status = run.exitValue();
        if (status == 0) {
            return new GateOutcome.Opened();
        }
        return status == NOT_REACHED
                ? notOpened(Reason.UNREACHABLE, "did not reach the gate")
                : notOpened(Reason.REFUSED, "ended with " + status);
    }

    private static void kill(Process run) {
        run.descendants().forEach(ProcessHandle::destroyForcibly);
        run.destroyForcibly();
    }

    private GateOutcome notOpened(Reason reason, String what) {
        return new GateOutcome.NotOpened(reason, "gate program " + program.getFileName() + " " + what);
    }
}
