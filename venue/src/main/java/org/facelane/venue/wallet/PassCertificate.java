package org.facelane.venue.wallet;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// The certificate by which Apple knows whose passes these are, with its key. Apple gives one to every member of its
/// developer programme; whose it is stands in its subject: the pass type in `UID`, the team in `OU`. Immutable and
/// thread-safe.
public final class PassCertificate {
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final String passType;
    private final String team;

    private PassCertificate(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
        passType = subject("UID");
        team = subject("OU");
    }

    /// @param file PKCS #12, with one key, its certificate and Apple's intermediate certificate
    /// @param passwordFile says what opens it
    /// @throws UnusableWalletKey if it is not that
    public static PassCertificate open(Path file, Path passwordFile) {
        requireNonNull(passwordFile, "passwordFile is null");
        try (InputStream in = Files.newInputStream(file)) {
            char[] password = Files.readString(passwordFile).strip().toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    Certificate[] chain = store.getCertificateChain(alias);
                    return new PassCertificate(
                            key,
                            Arrays.stream(chain)
                                    .map(X509Certificate.class::cast)
                                    .toList());
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableWalletKey(
                    "The file " + file + " of apple-pass-key cannot be opened with apple-pass-password-file: "
                            + e.getMessage(),
                    e);
        }
        throw new UnusableWalletKey("The file " + file + " of apple-pass-key holds no private key. Export the pass"
                + " certificate together with its key.");
    }

    String passType() {
        return passType;
    }

    String team() {
        return team;
    }

    /// A detached signature in the Cryptographic Message Syntax (RFC 5652), with the certificates that lead to
    /// Apple.
    byte[] sign(byte[] content, Instant now) {
        try {
            ASN1EncodableVector signed = new ASN1EncodableVector();
            signed.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(now)))));
            JcaSignerInfoGeneratorBuilder signer =
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
            signer.setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(signed)));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    signer.build(new JcaContentSignerBuilder("SHA256withRSA").build(key), chain.getFirst()));
            generator.addCertificates(new JcaCertStore(chain));
            return generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .getEncoded("DER");
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the pass certificate " + passType + " cannot sign", e);
        }
    }

    private String subject(String attribute) {
        try {
            String name = chain.getFirst().getSubjectX500Principal().getName(X500Principal.RFC2253);
            Optional<String> value = new LdapName(name)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase(attribute))
                            .map(Rdn::getValue)
                            .map(Object::toString)
                            .findFirst();
            return value.orElseThrow(
                    () -> new UnusableWalletKey("The certificate in apple-pass-key is none for passes: its"
                            + " subject has no " + attribute + ". Take the one that Apple gave for a pass type."));
        } catch (InvalidNameException e) {
            throw new UnusableWalletKey("The certificate in apple-pass-key has a subject that cannot be read.", e);
        }
    }
}
