package org.facelane.venue.edge.agent;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.facelane.face.Sha256;
import org.facelane.venue.LaneId;
import org.facelane.venue.edge.AgentId;
import org.facelane.venue.keys.SealedFile;
import org.facelane.venue.keys.SigningKey;

/// The folder of an agent, which only its owner may enter: who it is, its ledger, the sealed copy of its gallery,
/// and what it needs to go on after a restart.
public final class AgentFolder {
    private static final System.Logger LOG = System.getLogger(AgentFolder.class.getName());

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path path;

    private AgentFolder(Path path) {
        this.path = path;
    }

    /// The folder cannot be used; the message says what to do.
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Who an agent is.
    ///
    /// @param server whose it is, without a slash at the end
    public record Identity(URI server, AgentId agent, SigningKey key) {
        public Identity {
            requireNonNull(server, "server is null");
            requireNonNull(agent, "agent is null");
            requireNonNull(key, "key is null");
        }
    }

    /// Makes the folder if it is not there.
    ///
    /// @throws Unusable if it cannot be made, or others may enter it
    public static AgentFolder open(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Path parent = path.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER));
            }
            requireOwnerOnly(path, OWNER, "700");
            return new AgentFolder(path);
        } catch (IOException e) {
            throw new Unusable("The folder " + path + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    public Path ledger() {
        return path.resolve("ledger");
    }

    public Path gallery() {
        return path.resolve("gallery");
    }

    /// What is known of the tickets of those who are in the gallery, sealed.
    Path guests() {
        return path.resolve("guests");
    }

    /// Every ticket of the event, each sealed by its own code.
    Path tickets() {
        return path.resolve("tickets");
    }

    /// What opens all that after a restart; nothing but the key at this address opens it.
    ///
    /// @param keyUri as `master-key-uri` names keys; anything where the file is only to be taken away
    SealedFile restart(String keyUri) {
        return new SealedFile(path.resolve("restart"), path.resolve("restart.key"), keyUri);
    }

    /// Whether the key at this address is a file on the disk where this folder lies: then whoever has the disk has
    /// the key.
    public boolean isOnTheSameDisk(String keyUri) {
        if (!keyUri.startsWith("file:")) {
            return false;
        }
        try {
            Path folder = Path.of(URI.create(keyUri)).toAbsolutePath().getParent();
            return folder == null || Files.getFileStore(folder).equals(Files.getFileStore(path));
        } catch (IOException | IllegalArgumentException e) {
            throw new Unusable("The key at " + keyUri + " cannot be looked for: " + e.getMessage() + ".", e);
        }
    }

    /// The programs that open gates.
    public Path gates() {
        return path.resolve("gates");
    }

    /// The programs that hear gates' sensors.
    public Path sensors() {
        return path.resolve("sensors");
    }

    /// Who the agent is; empty before it has joined.
    ///
    /// @throws Unusable if others may read it, or it is damaged
    public Optional<Identity> identity() {
        try {
            Optional<Properties> kept = kept();
            if (kept.isEmpty()) {
                return Optional.empty();
            }
            byte[] seed = Base64.getDecoder().decode(kept.get().getProperty("key", ""));
            Identity identity = new Identity(
                    URI.create(kept.get().getProperty("server", "")),
                    new AgentId(UUID.fromString(kept.get().getProperty("agent", ""))),
                    SigningKey.of(seed));
            Arrays.fill(seed, (byte) 0);
            return Optional.of(identity);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    /// Whether the agent became what it is by this code: whoever starts it again with the same command line does
    /// not want another.
    ///
    /// @throws Unusable as [#identity] does
    public boolean isJoinedBy(String code) {
        try {
            return kept().filter(properties -> hash(code).equals(properties.getProperty("joined-by")))
                    .isPresent();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private Optional<Properties> kept() throws IOException {
        Path file = identityFile();
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        requireOwnerOnly(file, OWNER_FILE, "600");
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file, UTF_8)));
        return Optional.of(properties);
    }

    private Unusable damaged(Exception e) {
        return new Unusable(
                "The file " + identityFile() + " is damaged (" + e.getMessage()
                        + "). Delete it, and join again with a new code; keep the ledger beside it.",
                e);
    }

    /// A code is worth nothing once it was used.
    private static String hash(String code) {
        return Base64.getEncoder().encodeToString(Sha256.of(code.getBytes(UTF_8)));
    }

    /// Keeps who the agent is, whole or not at all. A ledger of another lane is put aside until that lane is joined
    /// again: what stands in it happened there, and must not be told as what happened here.
    ///
    /// @param lane that it has joined
    /// @param code by which it joined
    public void keep(Identity identity, LaneId lane, String code) {
        try {
            Optional<LaneId> before = kept().map(properties -> properties.getProperty("lane"))
                    .map(known -> new LaneId(UUID.fromString(known)))
                    .filter(known -> !known.equals(lane));
            if (before.isPresent()) {
                moveLedger(ledger(), ledgerOf(before.get()));
                moveLedger(ledgerOf(lane), ledger());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Unusable("The ledger of another lane, " + ledger() + ", cannot be put aside: " + e + ".", e);
        }
        write(identity, lane, code);
    }

    private Path ledgerOf(LaneId lane) {
        return path.resolve("ledger.of-lane-" + lane);
    }

    private static void moveLedger(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
            LOG.log(WARNING, "event=ledger-put-aside why=\"it joined another lane\" from={0} to={1}", from, to);
        }
    }

    private void write(Identity identity, LaneId lane, String code) {
        byte[] seed = identity.key().seed();
        Properties properties = new Properties();
        properties.setProperty("server", identity.server().toString());
        properties.setProperty("agent", identity.agent().toString());
        properties.setProperty("key", Base64.getEncoder().encodeToString(seed));
        properties.setProperty("lane", lane.toString());
        properties.setProperty("joined-by", hash(code));
        Arrays.fill(seed, (byte) 0);
        Path draft = path.resolve("agent.properties.new");
        try {
            StringWriter text = new StringWriter();
            properties.store(text, "Whose agent this is, and its key. Nobody else may read it.");
            Files.deleteIfExists(draft);
            try (FileChannel channel = FileChannel.open(
                    draft,
                    EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OWNER_FILE))) {
                ByteBuffer bytes = UTF_8.encode(text.toString());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, identityFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Unusable("The file " + draft + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private Path identityFile() {
        return path.resolve("agent.properties");
    }

    private static void requireOwnerOnly(Path file, Set<PosixFilePermission> allowed, String mode) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!allowed.containsAll(permissions)) {
            throw new Unusable(file + " may be read by others than its owner ("
                    + PosixFilePermissions.toString(permissions) + "). Run: chmod " + mode + " " + file
                    + "; if others had access to it, revoke the agent and join again.");
        }
    }
}
