package org.tamga.commons.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** Shows how long the certificate still counts by which Kafka knows the application; not a number where it is not {@link CertificatesFromFiles}. */
@Singleton
class CertificateLifetime {

    void show(@Observes StartupEvent started, MeterRegistry metrics,
            @ConfigProperty(name = "kafka.ssl.engine.factory.class") Optional<String> engine,
            @ConfigProperty(name = "kafka.ssl.keystore.location") Optional<Path> folder) {
        var ours = engine.filter(CertificatesFromFiles.class.getName()::equals).flatMap(any -> folder);
        Gauge.builder("tamga.kafka.certificate.left", () -> ours.map(CertificateLifetime::secondsLeft).orElse(Double.NaN))
                .baseUnit("seconds").description("How long the certificate still counts by which Kafka knows the application")
                .register(metrics);
    }

    private static double secondsLeft(Path folder) {
        try (var file = Files.newInputStream(folder.resolve(CertificatesFromFiles.CERTIFICATE))) {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            return Instant.now().until(certificate.getNotAfter().toInstant(), ChronoUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateException e) {
            throw new IllegalStateException("No certificate in " + folder, e);
        }
    }
}
