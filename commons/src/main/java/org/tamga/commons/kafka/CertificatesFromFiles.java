package org.tamga.commons.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.net.ssl.SSLEngine;

import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * TLS to Kafka by certificates that are renewed: each connection begins with what its files say then, so that no client has to be made
 * anew and no process started again. {@code ssl.truststore.location} is a PEM file with the authorities, {@code ssl.keystore.location} a
 * folder with the client's certificates, {@value #CERTIFICATE}, and its key, {@value #KEY}, as Strimzi names them.
 */
public final class CertificatesFromFiles implements SslEngineFactory {

    static final String CERTIFICATE = "user.crt";
    private static final String KEY = "user.key";

    private Map<String, ?> settings;
    private List<String> read = List.of();
    private DefaultSslEngineFactory current;

    @Override
    public void configure(Map<String, ?> given) {
        settings = given;
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
        return current().createClientSslEngine(host, port, endpointIdentification);
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        return current().createServerSslEngine(host, port);
    }

    /** Never: it looks for itself. */
    @Override
    public boolean shouldBeRebuilt(Map<String, Object> next) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public KeyStore keystore() {
        return current().keystore();
    }

    @Override
    public KeyStore truststore() {
        return current().truststore();
    }

    @Override
    public void close() {
        // Holds nothing open.
    }

    private synchronized DefaultSslEngineFactory current() {
        var folder = Path.of((String) settings.get(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG));
        var now = List.of(text(Path.of((String) settings.get(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG))),
                text(folder.resolve(CERTIFICATE)), text(folder.resolve(KEY)));
        if (!now.equals(read)) {
            Map<String, Object> given = new HashMap<>(settings);
            given.remove(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);
            given.remove(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
            given.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
            given.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
            given.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(now.get(0)));
            given.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, new Password(now.get(1)));
            given.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(now.get(2)));
            var fresh = new DefaultSslEngineFactory();
            fresh.configure(given);
            current = fresh;
            read = now;
        }
        return current;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
