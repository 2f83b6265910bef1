package org.facelane.venue.edge.agent;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.facelane.face.ReferenceId;
import org.facelane.venue.EventId;
import org.facelane.venue.edge.KnownPass;
import org.facelane.venue.keys.PassKeys;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.pass.PassDesk;
import org.facelane.venue.pass.PassDesk.Known;
import org.jspecify.annotations.Nullable;

/// What an agent knows of the passes of its event, in memory: what reads them, and which stand. A pass that it was not
/// told of opens nothing, however genuine. Safe for use by several threads.
final class AgentPasses implements PassDesk.Book {
    private final Map<ByteBuffer, Known> byHash = new HashMap<>();
    private final Map<ReferenceId, ByteBuffer> hashes = new HashMap<>();
    private @Nullable PassKeys keys;

    @Override
    public synchronized Optional<PassKeys> keys(EventId event) {
        return Optional.ofNullable(keys).filter(known -> known.event().equals(event));
    }

    @Override
    public synchronized Known find(Pass pass) {
        Known known = byHash.get(ByteBuffer.wrap(pass.hash()));
        return known == null ? new Known.Nothing() : copied(known);
    }

    /// From now on passes can be read.
    synchronized void open(PassKeys given) {
        keys = requireNonNull(given, "given is null");
    }

    /// @return whether the pass stands in the lane's slice
    synchronized boolean take(ReferenceId id, KnownPass told) {
        forget(id);
        ByteBuffer hash = ByteBuffer.wrap(told.hash()).asReadOnlyBuffer();
        hashes.put(id, hash);
        byHash.put(hash, known(id, told));
        return told.ticket().isPresent();
    }

    private static Known known(ReferenceId id, KnownPass told) {
        if (told.ticket().isPresent()) {
            return new Known.Stands(id, told.ticket().get(), told.template());
        }
        return told.elsewhere() ? new Known.Elsewhere() : new Known.Withdrawn();
    }

    /// Nothing is known of the pass any more, and what was is overwritten.
    synchronized void forget(ReferenceId id) {
        ByteBuffer hash = hashes.remove(id);
        if (hash != null) {
            overwrite(byHash.remove(hash));
        }
    }

    /// No pass can be read any more.
    synchronized void clear() {
        keys = null;
        byHash.values().forEach(AgentPasses::overwrite);
        byHash.clear();
        hashes.clear();
    }

    /// What is handed out is not overwritten under whoever reads it.
    private static Known copied(Known known) {
        return known instanceof Known.Stands stands
                ? new Known.Stands(stands.id(), stands.ticket(), stands.sealed().map(byte[]::clone))
                : known;
    }

    private static void overwrite(@Nullable Known known) {
        if (known instanceof Known.Stands stands) {
            stands.sealed().ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        }
    }
}
