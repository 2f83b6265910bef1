package org.facelane.bench.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facelane.bench.faults.place.Fault;
import org.facelane.venue.trial.Waiting;

/// Which faults are in force, and who is under way: whoever strikes waits until there is somebody to strike, and each
/// visit knows what struck it. Safe for use by several threads.
final class Weather {
    private static final Duration SOMEBODY_WITHIN = Duration.ofSeconds(30);

    private final Set<Fault> inForce = EnumSet.noneOf(Fault.class);
    private final List<Visit> visits = new ArrayList<>();
    private long calmNanos;
    private long calmSince = System.nanoTime();
    private int stepCount;
    private boolean over;

    synchronized void begin(Visit visit) {
        inForce.forEach(visit::suffer);
        visits.add(visit);
    }

    synchronized void end(Visit visit) {
        visits.remove(visit);
    }

    synchronized void strike(Fault fault) {
        calmNanos = calm().toNanos();
        inForce.add(fault);
        visits.forEach(visit -> visit.suffer(fault));
    }

    synchronized void clear(Fault fault) {
        inForce.remove(fault);
        calmSince = System.nanoTime();
    }

    /// For how long nothing has been in force so far: whatever was killed takes as long to come back as the machine
    /// needs.
    synchronized Duration calm() {
        return Duration.ofNanos(inForce.isEmpty() ? calmNanos + System.nanoTime() - calmSince : calmNanos);
    }

    /// Until some guest is at that; if none is for long, it strikes whoever is there.
    void awaitSomebody(Visit.Stage stage) {
        Waiting.within(SOMEBODY_WITHIN, () -> isAnybody(stage));
    }

    /// Some guest got on: was served, is erased, or has stood there erased.
    synchronized void step() {
        stepCount++;
    }

    synchronized int stepCount() {
        return stepCount;
    }

    /// Until some guest got on; so many steps were there before. If nobody does for long, it strikes all the same.
    void awaitStep(int before) {
        Waiting.within(SOMEBODY_WITHIN, () -> stepCount() > before);
    }

    /// The last fault has struck.
    synchronized void end() {
        over = true;
    }

    synchronized boolean isOver() {
        return over;
    }

    private synchronized boolean isAnybody(Visit.Stage stage) {
        return visits.stream().anyMatch(visit -> visit.stage() == stage);
    }
}
