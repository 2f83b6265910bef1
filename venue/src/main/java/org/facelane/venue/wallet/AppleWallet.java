package org.facelane.venue.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes passes for Apple Wallet: a ZIP file of `pass.json`, pictures, their SHA-1 sums in `manifest.json`, and a
/// detached signature of these by a certificate that Apple gave. Made in memory and kept nowhere. Immutable and
/// thread-safe; a few milliseconds each.
public final class AppleWallet {
    /// The media type of the file.
    public static final String MEDIA_TYPE = "application/vnd.apple.pkpass";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ICON_POINTS = 29;

    private final PassCertificate certificate;

    public AppleWallet(PassCertificate certificate) {
        this.certificate = requireNonNull(certificate, "certificate is null");
    }

    /// The file.
    ///
    /// @param now when it is signed
    public byte[] file(WalletPass wanted, Instant now) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("pass.json", JSON.writeValueAsBytes(content(wanted)));
        files.put("icon.png", WalletIcon.png(ICON_POINTS));
        files.put("icon@2x.png", WalletIcon.png(2 * ICON_POINTS));
        files.put("icon@3x.png", WalletIcon.png(3 * ICON_POINTS));
        byte[] manifest = JSON.writeValueAsBytes(sums(files));
        files.put("manifest.json", manifest);
        files.put("signature", certificate.sign(manifest, now));
        return zip(files, now);
    }

    private ObjectNode content(WalletPass wanted) {
        WalletWords words = wanted.words();
        ObjectNode content = JSON.createObjectNode()
                .put("formatVersion", 1)
                .put("passTypeIdentifier", certificate.passType())
                .put("teamIdentifier", certificate.team())
                .put("serialNumber", wanted.serial())
                .put("organizationName", wanted.event().venue())
                .put("description", words.passFor() + " " + wanted.event().name())
                .put("relevantDate", wanted.event().startsAt().toString())
                .put("expirationDate", wanted.event().endsAt().toString())
                .put("sharingProhibited", true)
                .put("backgroundColor", "rgb(13, 106, 102)")
                .put("foregroundColor", "rgb(255, 255, 255)")
                .put("labelColor", "rgb(159, 224, 216)");
        content.putArray("barcodes")
                .addObject()
                .put("format", "PKBarcodeFormatQR")
                .put("message", wanted.pass().text())
                .put("messageEncoding", "iso-8859-1");
        ObjectNode ticket = content.putObject("eventTicket");
        field(
                ticket,
                "primaryFields",
                "event",
                wanted.event().venue(),
                wanted.event().name());
        field(
                ticket,
                "secondaryFields",
                "ticket",
                words.ticket(),
                wanted.ticket().code());
        ticket.putArray("auxiliaryFields")
                .addObject()
                .put("key", "starts")
                .put("label", words.starts())
                .put("value", wanted.event().startsAt().toString())
                .put("dateStyle", "PKDateStyleMedium")
                .put("timeStyle", "PKDateStyleShort");
        field(ticket, "backFields", "use", "Facelane", words.use() + "\n\n" + words.lost());
        return content;
    }

    private static void field(ObjectNode style, String place, String key, String label, String value) {
        style.putArray(place).addObject().put("key", key).put("label", label).put("value", value);
    }

    private static Map<String, String> sums(Map<String, byte[]> files) {
        Map<String, String> sums = new LinkedHashMap<>();
        files.forEach((name, bytes) -> sums.put(name, sha1(bytes)));
        return sums;
    }

    /// What Apple's format asks for; the signature beside it is what counts, and it is of SHA-256.
    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private static byte[] zip(Map<String, byte[]> files, Instant now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(now.toEpochMilli());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a file in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }
}
