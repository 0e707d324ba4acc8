package io.github.amqpreceiver.testsupport;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * Signs certificates with the key of an authority.
 */
final class CertificateSigner {

	private final X509Certificate authority;

	private final KeyPair authorityKeys;

	CertificateSigner(X509Certificate authority, KeyPair authorityKeys) {
		this.authority = authority;
		this.authorityKeys = authorityKeys;
	}

	static KeyPair newKeys() {
		return Attempt.call("make keys", () -> {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		});
	}

	static X509Certificate selfSigned(String name, KeyPair keys, Instant from, Instant until) {
		return Attempt.call("sign " + name, () -> {
			X500Name subject = new X500Name(name);
			X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(subject, serial(), Date.from(from),
					Date.from(until), subject, keys.getPublic());
			builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
			return sign(builder, keys);
		});
	}

	X509Certificate sign(String subject, KeyPair keys, List<String> names, Instant from, Instant until) {
		return Attempt.call("sign " + subject, () -> {
			X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(this.authority, serial(),
					Date.from(from), Date.from(until), new X500Name(subject), keys.getPublic());
			if (!names.isEmpty()) {
				GeneralName[] alternatives = names.stream()
					.map(CertificateSigner::alternative)
					.toArray(GeneralName[]::new);
				builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
			}
			return sign(builder, this.authorityKeys);
		});
	}

	private static GeneralName alternative(String name) {
		return new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
	}

	private static BigInteger serial() {
		return new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16);
	}

	private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer) throws Exception {
		return new JcaX509CertificateConverter()
			.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
	}

}
