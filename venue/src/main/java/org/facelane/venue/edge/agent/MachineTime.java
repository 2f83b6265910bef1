package org.facelane.venue.edge.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A point in time by everything that a machine knows of time, so that after a restart it can be said how much has
/// passed since. Each clock may be wrong in its own way: somebody sets the machine's clock; a machine without a battery
/// begins again at the time when it went off, which looks as if no time had passed.
///
/// @param clock what the machine's clock says
/// @param boot names the time from one start of the machine to the next
/// @param up since the machine has started, asleep or not
/// @param battery what the clock that runs on a battery says, whatever it is set to; empty: the machine has none
public record MachineTime(Instant clock, String boot, Duration up, Optional<Instant> battery) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path UP = Path.of("/proc/uptime");
    private static final Path BATTERY = Path.of("/sys/class/rtc/rtc0/since_epoch");

    /// The clock that runs on a battery tells whole seconds.
    private static final Duration BATTERY_STEP = Duration.ofSeconds(1);

    public MachineTime {
        requireNonNull(clock, "clock is null");
        requireNonNull(boot, "boot is null");
        requireNonNull(up, "up is null");
        requireNonNull(battery, "battery is null");
    }

    /// How much has passed.
    ///
    /// @param likely by the clock that cannot be set, or is set least
    /// @param atMost by the one that says most
    record Passed(Duration likely, Duration atMost) {}

    /// What Linux says.
    ///
    /// @param clock what the machine's clock says
    /// @throws UncheckedIOException if it does not say it
    public static MachineTime read(Instant clock) {
        try {
            String up = Files.readString(UP, US_ASCII).split(" ", 2)[0];
            return new MachineTime(
                    clock,
                    Files.readString(BOOT, US_ASCII).strip(),
                    Duration.ofMillis(new BigDecimal(up).movePointRight(3).longValue()),
                    onBattery());
        } catch (IOException e) {
            throw new UncheckedIOException("This machine does not say when it was started: " + e.getMessage(), e);
        }
    }

    private static Optional<Instant> onBattery() {
        try {
            return Optional.of(Instant.ofEpochSecond(
                    Long.parseLong(Files.readString(BATTERY, US_ASCII).strip())));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// How much has passed since then; empty if that cannot be known: the machine was started again, and has no
    /// clock on a battery, or a clock of it stands before what it stood at.
    Optional<Passed> since(MachineTime then) {
        Duration shown = Duration.between(then.clock, clock);
        Optional<Duration> kept = battery.flatMap(now -> then.battery.map(before -> Duration.between(before, now)));
        if (boot.equals(then.boot)) {
            Duration counted = up.minus(then.up);
            return counted.isNegative()
                    ? Optional.empty()
                    : Optional.of(new Passed(counted, longest(counted, shown, kept.orElse(counted))));
        }
        return kept.filter(ran -> !ran.isNegative() && !shown.isNegative())
                .map(ran -> new Passed(ran, longest(ran.plus(BATTERY_STEP), shown, ran)));
    }

    /// The same, the clock not before another's.
    MachineTime notBefore(Instant highest) {
        return clock.isBefore(highest) ? new MachineTime(highest, boot, up, battery) : this;
    }

    private static Duration longest(Duration one, Duration two, Duration three) {
        Duration longer = one.compareTo(two) >= 0 ? one : two;
        return longer.compareTo(three) >= 0 ? longer : three;
    }
}
