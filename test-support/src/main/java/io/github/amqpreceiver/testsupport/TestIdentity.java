package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.security.cert.X509Certificate;

/**
 * A key and its certificate, in the forms that configurations ask for.
 *
 * @param certificate the certificate
 * @param keyStore a PKCS12 store with the key and its chain, password
 * {@value TestCertificates#PASSWORD}
 * @param certificatePem the certificate, then that of its authority
 * @param keyPem the private key in PKCS8, not encrypted
 * @since 0.1.0
 */
public record TestIdentity(X509Certificate certificate, Path keyStore, Path certificatePem, Path keyPem) {
}
