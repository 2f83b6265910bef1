package org.facelane.bench.faults.place;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a lane's screen has said, by the codes of its words. Safe for use by several threads.
public final class Screens {
    public static final String WELCOME = "WELCOME";
    public static final String STEWARD = "STEWARD";
    public static final String TICKET = "TICKET";
    public static final String IDLE = "IDLE";

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private volatile String last = "";

    /// Says something else now.
    void say(String code) {
        last = code;
        shown.add(code);
    }

    /// What it has said from now on counts; what it says now is known.
    void forget() {
        shown.clear();
    }

    /// What it says now.
    public String last() {
        return last;
    }

    /// What it has said since it forgot, in order.
    List<String> shown() {
        return List.copyOf(shown);
    }

    /// The answer to whoever stands there; empty if there is none yet.
    public String answer() {
        for (String answer : List.of(WELCOME, STEWARD, TICKET)) {
            if (shown.contains(answer)) {
                return answer;
            }
        }
        return "";
    }
}
