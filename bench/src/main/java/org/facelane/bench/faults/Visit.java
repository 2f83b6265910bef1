package org.facelane.bench.faults;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facelane.bench.faults.place.Fault;
import org.facelane.bench.faults.place.Screens;

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
    private final List<Stand> stands = new ArrayList<>();
    private volatile Stage stage = Stage.ELSEWHERE;

    /// @param guest counts up from 0 over all lanes
    Visit(int guest) {
        this.guest = guest;
    }

    /// The code of the guest's ticket.
    String ticket() {
        return "T-" + guest;
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

    synchronized void stood(Stand stand) {
        stands.add(stand);
    }

    /// Each time that the guest stood before a lane.
    synchronized List<Stand> stands() {
        return List.copyOf(stands);
    }

    /// Whether a screen has welcomed the guest.
    synchronized boolean isWelcomed() {
        return stands.stream()
                .anyMatch(stand -> !stand.erased() && stand.screen().equals(Screens.WELCOME));
    }

    /// Whether the guest came again when everything about them was erased.
    synchronized boolean cameErased() {
        return stands.stream().anyMatch(Stand::erased);
    }

    @Override
    public synchronized String toString() {
        return ticket() + " " + stands;
    }
}
