package org.facelane.bench.faults;

/// What strikes while guests pass. Each ends after a while: what was killed is started again, what was cut is mended.
enum Fault {
    NONE("nothing, for comparison"),
    SERVER("the server is killed"),
    DATABASE("the database is killed"),
    CAMERA("the lane's tablet dies"),
    BROKER("the gate's broker is killed"),
    NETWORK_TO_DATABASE("the network to the database is cut"),
    NETWORK_TO_GATE("the network to the gate is cut");

    private final String what;

    Fault(String what) {
        this.what = what;
    }

    String what() {
        return what;
    }
}
