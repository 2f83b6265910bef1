package org.facelane.bench.faults;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facelane.bench.faults.place.Fault;

/// One guest's evening, from enrolling to standing there once more when everything about them is erased. Safe for use
/// by several threads.
final class Visit {
    /// What the guest is at.
    enum Stage {
        ELSEWHERE,
        PASSING,
        WITHDRAWING
    }

    private final int guest;
    private final Set<Fault> struck = EnumSet.noneOf(Fault.class);
    private final List<String> screens = new ArrayList<>();
    private volatile Stage stage = Stage.ELSEWHERE;
    private int welcomes;

    /// @param guest counts up from 0 over all lanes
    Visit(int guest) {
        this.guest = guest;
    }

    /// The code of the guest's ticket.
    String ticket() {
        return "T-" + guest;
    }

    int guest() {
        return guest;
    }

    Stage stage() {
        return stage;
    }

    void at(Stage next) {
        stage = next;
    }

    synchronized void suffer(Fault fault) {
        struck.add(fault);
    }

    /// Everything that was in force at some moment of the visit.
    synchronized Set<Fault> struck() {
        return EnumSet.copyOf(struck);
    }

    synchronized void welcome() {
        welcomes++;
    }

    /// How often a screen has welcomed the guest.
    synchronized int welcomes() {
        return welcomes;
    }

    /// @param screen where, and its answer
    synchronized void saw(String screen) {
        screens.add(screen);
    }

    @Override
    public synchronized String toString() {
        return ticket() + " " + screens;
    }
}
