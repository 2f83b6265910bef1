package org.facelane.bench.faults.place;

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
    NETWORK_TO_GATE("the network to the gates is cut");

    private final String what;

    Fault(String what) {
        this.what = what;
    }

    public String what() {
        return what;
    }
}
