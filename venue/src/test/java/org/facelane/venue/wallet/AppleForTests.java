package org.facelane.venue.wallet;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority that gives certificates for passes, as Apple's does, and is trusted by nobody.
public final class AppleForTests {
    private static final Duration YEAR = Duration.ofDays(365);

    private final KeyPair keys;
    private final X509Certificate certificate;

    public AppleForTests() throws GeneralSecurityException, OperatorCreationException, CertIOException {
        keys = draw();
        X500Principal name = new X500Principal("CN=Authority of nobody");
        certificate = certificate(name, keys, name, keys, true);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /// A key and its certificate, as a member of the programme gets it.
    ///
    /// @param subject of the certificate
    /// @param folder in which the files are written: `apple.p12`, and `apple.password` that says what opens it
    /// @return the first of them
    public Path give(String subject, Path folder)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyPair own = draw();
        X509Certificate given =
                certificate(new X500Principal(subject), own, certificate.getSubjectX500Principal(), keys, false);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("pass", own.getPrivate(), "s3cret".toCharArray(), new Certificate[] {given, certificate});
        Path file = folder.resolve("apple.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "s3cret".toCharArray());
        }
        Files.writeString(folder.resolve("apple.password"), "s3cret\n");
        return file;
    }

    private static X509Certificate certificate(
            X500Principal subject, KeyPair own, X500Principal issuer, KeyPair signing, boolean authority)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        Instant from = Instant.now().minus(YEAR);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(authority ? 1 : 2),
                Date.from(from),
                Date.from(from.plus(YEAR.multipliedBy(3))),
                subject,
                own.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(signing.getPrivate())));
    }

    private static KeyPair draw() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
