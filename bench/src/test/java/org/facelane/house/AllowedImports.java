package org.facelane.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which package may import what. The JDK may be imported everywhere; what is not listed may not be imported.
///
/// An entry is a package (`face.image`), some of its types (`face{Score}`), all but some (`face-{Template}`), a package
/// and everything below it (`face.*`), or a library's root package. ARCHITECTURE.md prints this table.
final class AllowedImports {
    private static final Pattern ENTRY = Pattern.compile("([a-z][a-z0-9.]*?)(\\.\\*)?(-?)(?:\\{(.*)})?");

    private static final Map<String, String> TABLE = table();

    private AllowedImports() {}

    private static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        putFace(table);
        putVenue(table);
        putDoors(table);
        putEdges(table);
        putAgents(table);
        table.put(
                "bench.loading",
                "bench, face, face.model, face.template{MadeUpFeatures}, face.gallery, venue, venue.keys{MasterKey},"
                        + " venue.embedded, venue.enrol{EventOpening}, venue.store, venue.rehearsal, venue.http{Http},"
                        + " venue.lane{LaneOpening}, venue.slice, venue.erase{Erasures}, venue.proof{GuestPapers},"
                        + " venue.server");
        table.put(
                "bench.door",
                "bench, venue, venue.camera, venue.demo, venue.gate, venue.http{Http}, venue.lane, venue.server");
        table.put(
                "bench.faults.*",
                "bench, bench.faults.*, face, face.model{ModelPack},"
                        + " venue.embedded{EmbeddedDatabase}, venue.store{DatabaseAddress}, venue.trial,"
                        + " venue{Mode}, venue.edge.agent{AgentFolder, AgentJoining}, com.hivemq,"
                        + " com.sun.net.httpserver, tools.jackson");
        table.put(
                "bench.passes",
                "bench, bench.measure, face, face.evaluate.data, face.image{DecodeLimits}, face.model, venue,"
                        + " venue.camera, venue.code, venue.demo, venue.gate, venue.http{Http}, venue.keys, venue.lane,"
                        + " venue.pass, venue.server, com.google.zxing");
        table.put(
                "bench.*",
                "bench.*, face.*, ai.onnxruntime, com.google.protobuf, tools.jackson, org.apache.lucene,"
                        + " org.openjdk.jmh");
        return table;
    }

    private static void putFace(Map<String, String> table) {
        table.put("face", "");
        table.put("face.image", "face, com.twelvemonkeys");
        table.put("face.model", "face, face.image{Planes, Channels}, ai.onnxruntime");
        table.put("face.quality", "face, face.image");
        table.put("face.detect", "face, face.image, face.model");
        table.put("face.pad", "face, face.image, face.model");
        table.put("face.challenge", "face, face.quality, face.pad");
        table.put("face.template", "face, face.image, face.model");
        table.put("face.track", "face, face.detect");
        table.put("face.gallery", "face");
        table.put(
                "face.acquire",
                "face, face.image, face.model, face.quality, face.detect, face.pad, face.template, face.track,"
                        + " face.challenge");
        table.put(
                "face.evaluate",
                "face, face.model, face.acquire, face.pad{PadEvidence}, face.evaluate.data,"
                        + " face.evaluate.attack, face.evaluate.rate, face.evaluate.report");
        table.put(
                "face.evaluate.attack",
                "face, face.image, face.model, face.detect, face.pad, face.acquire, face.evaluate.data,"
                        + " face.evaluate.rate{Bootstrap, Rate}, face.evaluate.report");
        table.put(
                "face.evaluate.data",
                "face, face.image, face.model, face.quality, face.detect, face.template, face.acquire,"
                        + " org.apache.commons.csv");
        table.put("face.evaluate.rate", "face{Calibration}, face.evaluate.data{Sample}");
        table.put("face.evaluate.report", "face.evaluate.rate{Rate, Interval}, tools.jackson");
    }

    private static void putVenue(Map<String, String> table) {
        table.put("venue", "face{ReferenceId, Score}");
        table.put("venue.keys", "venue, face{ReferenceId, Rotation, Sha256, Template}, com.google.crypto.tink");
        table.put(
                "venue.store",
                "venue, venue.keys, face-{Probe, Image}, face.gallery, com.zaxxer.hikari, org.flywaydb,"
                        + " org.postgresql");
        table.put(
                "venue.access",
                "venue.store, venue.keys{MasterKey}, face{Sha256}, com.google.zxing, com.webauthn4j,"
                        + " tools.jackson, org.springframework.security.crypto");
        table.put("venue.openid", "venue.access, venue.store{StaffStore}, face{Sha256}, com.nimbusds");
        table.put("venue.audit", "venue.keys, venue.store, face{Sha256}, org.apache.commons.csv, tools.jackson");
        table.put(
                "venue.proof",
                "venue, venue.keys, venue.store, face{Sha256}, com.fasterxml.jackson.annotation, tools.jackson");
        table.put(
                "venue.embedded",
                "venue.store{DatabaseAddress}, face{Sha256}, org.apache.commons.compress, org.tukaani.xz");
        table.put(
                "venue.rehearsal",
                "venue, venue.keys, venue.store, face-{Probe, Image}, face.template{MadeUpFeatures}, org.postgresql");
        table.put(
                "venue.pass",
                "venue, venue.keys, venue.store, face-{Image}, face.gallery, com.google.zxing, com.upokecenter.cbor,"
                        + " org.apache.pdfbox");
        table.put(
                "venue.enrol",
                "venue, venue.keys, venue.store, venue.pass, venue.slice, face, face.acquire, face.challenge,"
                        + " face.gallery");
        table.put("venue.erase", "venue, venue.store, venue.pass, face{ReferenceId}");
        table.put(
                "venue.remnants",
                "venue, venue.keys, venue.store, venue.pass, venue.embedded{EmbeddedDatabase},"
                        + " face-{Image}, face.gallery, tools.jackson");
        table.put("venue.ticketing", "venue, venue.keys, venue.store, org.apache.commons.csv");
        table.put("venue.admission", "venue, venue.store, face{ReferenceId, Score}");
        table.put("venue.party", "venue, venue.store, venue.admission");
        table.put("venue.doorway", "venue, venue.store, venue.gate, face{Sha256}");
    }

    private static void putDoors(Map<String, String> table) {
        table.put("venue.redeem", "venue, venue.store");
        table.put("venue.call", "");
        table.put(
                "venue.pretix",
                "venue, venue.call, venue.keys, venue.store, venue.admission, venue.redeem, tools.jackson");
        table.put("venue.gate", "venue, venue.call, com.hivemq");
        table.put("venue.camera", "face, face.image, org.bytedeco");
        table.put("venue.code", "face, face.image, com.google.zxing");
        table.put(
                "venue.lane",
                "venue, venue.store, venue.admission, venue.party, venue.redeem, venue.doorway, venue.erase,"
                        + " venue.camera, venue.code, venue.gate, venue.pass, venue.slice, face-{CompactTemplate,"
                        + " Template, Reference}, face.acquire, face.gallery, face.pad{PadReason, PadVerdict,"
                        + " LightChallenge, LightResponse}");
        table.put(
                "venue.setup",
                "venue, venue.keys, venue.store, venue.camera{CameraAddress}, venue.code{Symbology},"
                        + " face.acquire{CaptureZone, LaneLimits,"
                        + " SampleLimits}");
        table.put("venue.steward", "venue, venue.store, venue.admission, venue.redeem, venue.gate");
        table.put("venue.slice", "venue, venue.store, venue.keys{MasterKey}");
        table.put("venue.backup", "venue.store, org.postgresql");
        table.put("venue.wallet", "venue, venue.pass, org.bouncycastle, tools.jackson");
    }

    private static void putEdges(Map<String, String> table) {
        table.put(
                "venue.http.route",
                "venue, venue.store{StaffStore}, venue.enrol, venue.ticketing, venue.admission, face.acquire,"
                        + " face.challenge, org.springframework, jakarta.servlet, tools.jackson");
        table.put(
                "venue.http.staff",
                "venue.store, venue.access, venue.openid, venue.http.route, face{Sha256}, org.springframework,"
                        + " jakarta.servlet");
        table.put(
                "venue.http.screen",
                "venue, venue.http.route, venue.store, venue.camera, venue.gate, venue.lane, venue.setup,"
                        + " venue.steward, org.springframework, org.slf4j");
        table.put(
                "venue.http",
                "venue, venue.http.route, venue.http.staff, venue.http.edge, venue.http.hand, venue.http.pass,"
                    + " venue.http.screen, venue.edge.office, venue.store, venue.enrol, venue.erase, venue.ticketing,"
                    + " venue.admission, venue.pretix, venue.party, venue.doorway, venue.lane, venue.setup,"
                    + " venue.slice, venue.camera, venue.code{Symbology}, venue.gate, venue.pass, venue.steward,"
                    + " venue.access, venue.openid, venue.audit, venue.proof, venue.wallet, venue.keys, face{Sha256},"
                    + " face.acquire, face.challenge, face.pad{LightChallenge, LightColour}, org.springframework,"
                    + " jakarta.servlet, tools.jackson, org.apache.commons.csv, org.slf4j");
        table.put(
                "venue.http.hand",
                "venue, venue.http.route, venue.http.staff, venue.store, venue.admission, venue.steward, venue.setup,"
                        + " venue.code, org.springframework");
        table.put(
                "venue.http.pass",
                "venue, venue.http.route, venue.pass, venue.store, venue.wallet, org.springframework");
        table.put("venue.server", "venue.*, face.*, org.slf4j");
        table.put(
                "venue.demo",
                "venue, venue.store, venue.enrol, venue.erase, venue.ticketing, venue.lane, venue.gate, venue.camera,"
                        + " venue.pass, venue.rehearsal, venue.access{StaffAccounts}, venue.http{Http}, venue.server,"
                        + " face.*");
        table.put(
                "venue.trial",
                "venue.store{DatabaseAddress}, venue.pass{Pass, PassCode}, com.sun.net.httpserver, tools.jackson");
    }

    private static void putAgents(Map<String, String> table) {
        table.put("venue.edge.ledger", "venue");
        table.put(
                "venue.edge",
                "venue, venue.edge.ledger, venue.admission, venue.doorway{Doorway},"
                        + " venue.keys{PassKeys, SigningKey, TicketKey, VerifyingKey},"
                        + " face{ReferenceId, Sha256}, tools.jackson");
        table.put(
                "venue.edge.office",
                "venue, venue.edge, venue.edge.ledger, venue.admission, venue.doorway{Doorway, GateSensors},"
                        + " venue.gate{SensorWord}, venue.lane{LaneDesk}, venue.erase, venue.keys, venue.pass{PassDesk,"
                        + " PassStore}, venue.store, face{ModelVersion, Reference, ReferenceId, Sha256, Template}");
        table.put(
                "venue.edge.agent",
                "venue, venue.call, venue.edge, venue.edge.ledger, venue.admission, venue.doorway{Doorway},"
                    + " venue.lane, venue.camera, venue.gate, venue.keys{GalleryKey, MasterKey, PassKeys, SealedFile,"
                    + " SigningKey, TicketKey}, venue.pass{Pass, PassDesk}, face-{Features, Image, Probe},"
                    + " face.gallery, com.sun.net.httpserver");
        table.put(
                "venue.http.edge",
                "venue, venue.edge, venue.edge.office, venue.access, venue.http.route, venue.http.staff,"
                        + " com.google.zxing, org.springframework, jakarta.servlet");
    }

    /// The imports of a class that the table does not allow, as sentences.
    static List<String> offences(List<CodeClass> classes) {
        List<String> offences = new ArrayList<>();
        for (CodeClass code : classes) {
            Optional<String> allowed = row(code.pack());
            if (allowed.isEmpty()) {
                offences.add("package " + code.pack() + " is not in the table AllowedImports (" + code.name() + ")");
                continue;
            }
            for (String used : new TreeSet<>(code.uses())) {
                if (!allows(code.pack(), allowed.get(), used)) {
                    offences.add(code.name() + " uses " + used + "; " + code.pack() + " may import: " + allowed.get());
                }
            }
        }
        return offences;
    }

    /// Entries of the table that no class needs, as sentences.
    static List<String> unused(List<CodeClass> classes) {
        List<String> unused = new ArrayList<>();
        TABLE.forEach((pack, allowed) -> entries(allowed).stream()
                .filter(entry -> classes.stream()
                        .filter(code -> pack.endsWith(".*")
                                ? isBelow(code.pack(), pack)
                                : code.pack().equals(pack))
                        .flatMap(code -> code.uses().stream())
                        .noneMatch(used -> allows(parsed(entry), used, CodeClass.pack(used))))
                .forEach(entry -> unused.add(pack + " may import " + entry + " and does not: take it off the table")));
        return unused;
    }

    /// The table as Markdown.
    static String markdown() {
        StringBuilder text = new StringBuilder("| package | may import, besides the JDK |\n|---|---|\n");
        TABLE.forEach((pack, allowed) -> text.append("| `")
                .append(pack)
                .append("` | ")
                .append(allowed.isEmpty() ? "nothing" : quoted(allowed))
                .append(" |\n"));
        return text.toString();
    }

    private static String quoted(String allowed) {
        List<String> entries = new ArrayList<>();
        for (String entry : entries(allowed)) {
            Matcher parsed = parsed(entry);
            String types = parsed.group(4);
            String name = "`" + parsed.group(1) + (parsed.group(2) == null ? "" : ".*") + "`";
            entries.add(
                    types == null ? name : name + (parsed.group(3).isEmpty() ? " only " : " except ") + types(types));
        }
        return String.join(", ", entries);
    }

    private static String types(String types) {
        return "`" + types.replace(", ", "` and `") + "`";
    }

    private static Optional<String> row(String pack) {
        return Optional.ofNullable(TABLE.get(pack))
                .or(() -> TABLE.entrySet().stream()
                        .filter(row -> row.getKey().endsWith(".*") && isBelow(pack, row.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    private static boolean isBelow(String pack, String star) {
        String root = star.substring(0, star.length() - 2);
        return pack.equals(root) || pack.startsWith(root + ".");
    }

    private static boolean allows(String pack, String allowed, String used) {
        String usedPack = CodeClass.pack(used);
        if (usedPack.equals(pack) || isJdk(used) || used.startsWith("org.jspecify.annotations.")) {
            return true;
        }
        return entries(allowed).stream().anyMatch(entry -> allows(parsed(entry), used, usedPack));
    }

    private static boolean allows(Matcher entry, String used, String usedPack) {
        String root = entry.group(1);
        boolean ours = used.startsWith("org.facelane.");
        boolean below = entry.group(2) != null || !ours;
        if (!(usedPack.equals(root) || below && usedPack.startsWith(root + "."))) {
            return false;
        }
        if (entry.group(4) == null) {
            return true;
        }
        String type = used.substring(used.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
        return List.of(entry.group(4).split(", ")).contains(type)
                == entry.group(3).isEmpty();
    }

    private static boolean isJdk(String name) {
        return name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.");
    }

    private static List<String> entries(String allowed) {
        return allowed.isEmpty() ? List.of() : List.of(allowed.split(", (?![^{]*})"));
    }

    private static Matcher parsed(String entry) {
        Matcher parsed = ENTRY.matcher(entry);
        if (!parsed.matches()) {
            throw new IllegalArgumentException("AllowedImports has an entry that does not parse: " + entry);
        }
        return parsed;
    }
}
