package org.facelane.bench.faults.place;

import java.util.EnumSet;
import java.util.Set;

/// What strikes while guests pass. Each ends after a while: what was killed is started again, what was cut is mended.
public enum Fault {
    SERVER("the server is killed"),
    DATABASE("the database is killed"),
    AGENT("a lane's agent is killed"),
    CAMERA("the cameras die"),
    BROKER("the gate's broker is killed"),
    NETWORK_TO_AGENT("the network between the agent and the server is cut"),
    NETWORK_TO_TABLETS("the network between the tablets and the server is cut"),
    NETWORK_TO_DATABASE("the network between the server and its database is cut"),
    NETWORK_TO_GATE("the network to the gates is cut"),
    PRETIX_DOWN("pretix is down"),
    PRETIX_SLOW("pretix answers too late"),
    PRETIX_ANSWERS_LOST("pretix does what it is told, and its answers are lost"),
    PRETIX_THROTTLES("pretix has had enough and says so (429)");

    /// Only where it sells the tickets.
    private static final Set<Fault> OF_PRETIX =
            EnumSet.of(PRETIX_DOWN, PRETIX_SLOW, PRETIX_ANSWERS_LOST, PRETIX_THROTTLES);

    private final String what;

    Fault(String what) {
        this.what = what;
    }

    public boolean isOfPretix() {
        return OF_PRETIX.contains(this);
    }

    public String what() {
        return what;
    }
}
