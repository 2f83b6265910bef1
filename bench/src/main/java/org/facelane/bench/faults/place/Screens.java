package org.facelane.bench.faults.place;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a lane's screen has said, by the codes of its words. Safe for use by several threads.
public final class Screens {
    public static final String WELCOME = "WELCOME";
    public static final String STEWARD = "STEWARD";
    public static final String TICKET = "TICKET";
    /// What was held up opens nothing.
    public static final String PASS_REFUSED = "PASS_REFUSED";

    /// Nobody is there.
    private static final Set<String> FREE = Set.of("IDLE", "SHOW_PASS");

    /// Each turn begins with it.
    private static final String LOOK = "LOOK";

    private static final Set<String> ANSWERS = Set.of(WELCOME, STEWARD, TICKET);

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

    /// Whether the lane waits for the next guest.
    public boolean isFree() {
        return FREE.contains(last);
    }

    /// The answer to whoever holds a ticket up, for which a screen asks nobody to look; empty if there is none yet.
    public String answerToTicket() {
        return shown.stream().filter(ANSWERS::contains).findFirst().orElse("");
    }

    /// The answer to whoever holds a pass up: that it opens nothing, or as [#answer]; empty if there is none yet.
    public String answerToPass() {
        return shown.contains(PASS_REFUSED) && answer().isEmpty() ? PASS_REFUSED : answer();
    }

    /// The answer to whoever stands there; empty if there is none yet. What it says before it asks them to look is
    /// the answer to whoever was there before, told again when a connection came back.
    public String answer() {
        List<String> since = List.copyOf(shown);
        int look = since.indexOf(LOOK);
        return look < 0
                ? ""
                : since.stream()
                        .skip(look)
                        .filter(ANSWERS::contains)
                        .findFirst()
                        .orElse("");
    }
}
