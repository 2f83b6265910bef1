package org.facelane.venue.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.facelane.venue.Event;
import org.facelane.venue.Mode;
import org.facelane.venue.Ticket;
import org.facelane.venue.TicketId;
import org.facelane.venue.pass.Pass;
import org.facelane.venue.testing.Guests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Passes for wallets, signed by keys that only this test trusts.
class WalletsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SUBJECT = "UID=pass.org.example.facelane, OU=TEAM123456, O=Example, C=DE";
    private static final Instant NOW = Guests.NOW;

    /// As long as a pass of a `SEALED` event is.
    private static final Pass PASS = new Pass("FL1:" + "6BFOXN%TS3DH0YOJ".repeat(18) + "6BFOXN%TS");

    @TempDir
    private static Path folder;

    private static AppleForTests apple;
    private static AppleWallet appleWallet;
    private static GoogleForTests google;
    private static GoogleWallet googleWallet;

    @BeforeAll
    static void open() throws Exception {
        apple = new AppleForTests();
        appleWallet =
                new AppleWallet(PassCertificate.open(apple.give(SUBJECT, folder), folder.resolve("apple.password")));
        google = new GoogleForTests();
        googleWallet = GoogleWallet.open(google.give(folder), "3388000000000000000");
    }

    @Test
    void applesFileHoldsTheCode_andWhoseItIs() throws Exception {
        Map<String, byte[]> files = unzipped(appleWallet.file(wanted(Mode.PASS, "de"), NOW));
        assertThat(files.keySet())
                .containsExactly("pass.json", "icon.png", "icon@2x.png", "icon@3x.png", "manifest.json", "signature");
        JsonNode pass = JSON.readTree(file(files, "pass.json"));
        assertThat(pass.path("passTypeIdentifier").asString()).isEqualTo("pass.org.example.facelane");
        assertThat(pass.path("teamIdentifier").asString()).isEqualTo("TEAM123456");
        assertThat(pass.path("description").asString()).isEqualTo("Pass für Cup final");
        assertThat(pass.path("sharingProhibited").asBoolean()).isTrue();
        assertThat(pass.path("barcodes").path(0).path("message").asString()).isEqualTo(PASS.text());
        assertThat(new String(file(files, "pass.json"), UTF_8)).contains("T-1").doesNotContain("Holder");
        assertThat(ImageIO.read(new ByteArrayInputStream(file(files, "icon@2x.png")))
                        .getWidth())
                .isEqualTo(58);
    }

    @Test
    void applesManifestNamesEveryFileBySum_andTheSignatureLeadsToTheAuthority() throws Exception {
        Map<String, byte[]> files = unzipped(appleWallet.file(wanted(Mode.SEALED, "en"), NOW));
        JsonNode manifest = JSON.readTree(file(files, "manifest.json"));
        for (String name : List.of("pass.json", "icon.png", "icon@2x.png", "icon@3x.png")) {
            byte[] sum = MessageDigest.getInstance("SHA-1").digest(file(files, name));
            assertThat(manifest.path(name).asString()).isEqualTo(HexFormat.of().formatHex(sum));
        }
        assertThat(manifest.size()).isEqualTo(4);
        assertThat(isSigned(file(files, "manifest.json"), file(files, "signature")))
                .isTrue();
        byte[] changed = file(files, "manifest.json").clone();
        changed[20] ^= 1;
        assertThat(isSigned(changed, file(files, "signature"))).isFalse();
    }

    @Test
    void googlesLinkIsSigned_holdsTheCode_andIsShortEnough() throws Exception {
        String link = googleWallet.link(wanted(Mode.SEALED, "en"), NOW).toString();
        assertThat(link).startsWith("https://pay.google.com/gp/v/save/");
        String[] token = link.substring(link.lastIndexOf('/') + 1).split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(google.publicKey());
        signature.update((token[0] + "." + token[1]).getBytes(US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token[1]));
        assertThat(claims.path("iss").asString()).isEqualTo("passes@example.org");
        assertThat(claims.path("aud").asString()).isEqualTo("google");
        assertThat(claims.path("typ").asString()).isEqualTo("savetowallet");
        assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
        JsonNode object = claims.path("payload").path("genericObjects").path(0);
        assertThat(object.path("barcode").path("value").asString()).isEqualTo(PASS.text());
        assertThat(object.path("id").asString()).startsWith("3388000000000000000.");
        assertThat(claims.toString()).doesNotContain("Holder");
        // longer ones browsers and Google may cut
        assertThat(link.length()).isLessThanOrEqualTo(2_000);
    }

    @Test
    void aPassMadeAnew_isAnotherOneInTheWallet() {
        WalletPass first = wanted(Mode.SEALED, "en");
        WalletPass anew = new WalletPass(first.event(), first.ticket(), new Pass(PASS.text() + "0"), first.words());
        assertThat(first.serial()).isNotEqualTo(anew.serial()).hasSize(32);
    }

    /// What holds a template never goes to a third party.
    @Test
    void offersGoogle_onlyWhereAPassHoldsNothingOfAFace() {
        Wallets both = new Wallets(Optional.of(appleWallet), Optional.of(googleWallet));
        assertThat(both.offered(Mode.PASS)).containsExactly(Wallets.Kind.APPLE);
        assertThat(both.offered(Mode.SEALED)).containsExactly(Wallets.Kind.APPLE, Wallets.Kind.GOOGLE);
        assertThat(both.offered(Mode.HANDS_FREE)).isEmpty();
        assertThat(Wallets.NONE.offered(Mode.SEALED)).isEmpty();
    }

    @Test
    void saysWhatIsWrong_withFilesThatCannotBeUsed() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.password"), "another");
        assertThatThrownBy(() -> PassCertificate.open(folder.resolve("apple.p12"), wrong))
                .isInstanceOf(UnusableWalletKey.class)
                .hasMessageContaining("apple-pass-password-file");
        Path other = Files.createDirectory(folder.resolve("other"));
        Path web = apple.give("CN=www.example.org, OU=Web", other);
        assertThatThrownBy(() -> PassCertificate.open(web, other.resolve("apple.password")))
                .isInstanceOf(UnusableWalletKey.class)
                .hasMessageContaining("UID");
        Path empty = Files.writeString(folder.resolve("empty.json"), "{}");
        assertThatThrownBy(() -> GoogleWallet.open(empty, "3388")).isInstanceOf(UnusableWalletKey.class);
        Path none = Files.writeString(folder.resolve("none.json"), "none");
        assertThatThrownBy(() -> GoogleWallet.open(none, "3388")).isInstanceOf(UnusableWalletKey.class);
    }

    private static WalletPass wanted(Mode mode, String language) {
        Event event = Guests.event(mode);
        Ticket ticket = new Ticket(
                TicketId.random(),
                event.id(),
                "T-1",
                Optional.of("Holder of it"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Ticket.Status.VALID);
        return new WalletPass(event, ticket, PASS, WalletWords.in(language));
    }

    /// As a phone looks: whether the content is signed by a certificate that the authority gave.
    private static boolean isSigned(byte[] content, byte[] signature) throws Exception {
        CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(content), signature);
        SignerInformation signer = signed.getSignerInfos().iterator().next();
        X509CertificateHolder holder = signed.getCertificates().getMatches(null).stream()
                .filter(each -> signer.getSID().match(each))
                .findFirst()
                .orElseThrow();
        X509Certificate own = new JcaX509CertificateConverter().getCertificate(holder);
        own.verify(apple.certificate().getPublicKey());
        own.checkValidity(Date.from(NOW));
        try {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(own));
        } catch (CMSException e) {
            return false;
        }
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        return requireNonNull(files.get(name), name);
    }

    private static Map<String, byte[]> unzipped(byte[] file) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
