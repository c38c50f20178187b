package org.tamga.record.change;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.commons.kafka.CertificatesFromFiles;
import org.tamga.local.kafka.BuiltLibraries;
import org.tamga.local.kafka.LocalKafka;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;

/** A real broker that takes nobody without TLS, and a password or a certificate. */
class KafkaConnectionTest {

    private static final String PASSWORD = "changeit";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"trade\" password=\"%s\"%s;";

    @TempDir
    static Path folder;
    private static LocalKafka kafka;
    private static String forCertificates;

    @BeforeAll
    static void start() throws Exception {
        keytool("-genkeypair", "-keystore", "broker.p12", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker", "-ext",
                "SAN=IP:127.0.0.1");
        keytool("-exportcert", "-keystore", "broker.p12", "-alias", "broker", "-file", "broker.crt");
        keytool("-importcert", "-noprompt", "-keystore", "trusted.p12", "-alias", "broker", "-file", "broker.crt");
        keytool("-genkeypair", "-keystore", "trade.p12", "-alias", "trade", "-keyalg", "RSA", "-dname", "CN=trade-service");
        keytool("-exportcert", "-keystore", "trade.p12", "-alias", "trade", "-file", "trade.crt");
        keytool("-importcert", "-noprompt", "-keystore", "trusted.p12", "-alias", "trade", "-file", "trade.crt");
        var port = FreePorts.any();
        forCertificates = "127.0.0.1:" + FreePorts.any();
        var controller = FreePorts.any();
        Map<String, String> settings = new HashMap<>(Map.of(
                "listeners",
                "SASL_SSL://127.0.0.1:" + port + ",SSL://" + forCertificates + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners", "SASL_SSL://127.0.0.1:" + port + ",SSL://" + forCertificates,
                "listener.security.protocol.map", "SASL_SSL:SASL_SSL,SSL:SSL,CONTROLLER:PLAINTEXT",
                "listener.name.ssl.ssl.client.auth", "required",
                "inter.broker.listener.name", "SASL_SSL",
                "sasl.mechanism.inter.broker.protocol", "PLAIN", "sasl.enabled.mechanisms", "PLAIN",
                "listener.name.sasl_ssl.plain.sasl.jaas.config", LOGIN.formatted("secret", " user_trade=\"secret\"")));
        settings.putAll(store("keystore", "broker.p12"));
        settings.putAll(store("truststore", "trusted.p12"));
        kafka = new LocalKafka(folder.resolve("kafka"), port, controller, BuiltLibraries.above(Path.of("")), Lifetime.THIS_JVM,
                List.of(), settings);
        kafka.start();
    }

    @AfterAll
    static void stop() {
        kafka.stop();
    }

    @Test
    void every_client_proves_who_it_is_and_makes_reads_and_writes_topics() throws Exception {
        var settings = connection("trusted.p12", "secret").settings();
        try (var admin = Admin.create(settings); var producer = producer(settings); var consumer = consumer(settings)) {
            new Topics(1, (short) 1).make(admin, List.of("trade.company"), List.of());
            producer.send(new ProducerRecord<>("trade.company", "key", "value")).get();
            var partition = new TopicPartition("trade.company", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var values = new ArrayList<String>();
            for (var attempt = 0; attempt < 60 && values.isEmpty(); attempt++) {
                consumer.poll(Duration.ofMillis(500)).forEach(message -> values.add(message.value()));
            }
            assertEquals(List.of("value"), values);
        }
    }

    @Test
    void a_wrong_password_is_refused() {
        assertInstanceOf(SaslAuthenticationException.class, refusal(connection("trusted.p12", "guessed")));
    }

    @Test
    void a_broker_whose_certificate_nobody_vouches_for_is_told_nothing() {
        assertInstanceOf(SslAuthenticationException.class, refusal(connection(null, "secret")));
    }

    /** As the manifests say it: the files are those of Strimzi's Secrets. */
    @Test
    void a_certificate_that_is_renewed_in_its_file_counts_from_the_next_connection_on(@TempDir Path mounted) throws Exception {
        keytool("-genkeypair", "-keystore", "expired.p12", "-alias", "trade", "-keyalg", "RSA", "-dname", "CN=trade-service");
        mount("expired.p12", mounted);
        Files.writeString(mounted.resolve("ca.crt"), pem("CERTIFICATE", Files.readAllBytes(folder.resolve("broker.crt"))));
        var settings = new HashMap<String, Object>(Map.of("bootstrap.servers", forCertificates, "security.protocol", "SSL",
                "ssl.engine.factory.class", CertificatesFromFiles.class.getName(),
                "ssl.truststore.location", mounted.resolve("ca.crt").toString(), "ssl.keystore.location", mounted.toString()));
        try (var admin = Admin.create(new KafkaConnection(settings).settings())) {
            assertThrows(ExecutionException.class, () -> admin.listTopics().names().get());
            mount("trade.p12", mounted);
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> admin.listTopics().names().get() != null);
        }
    }

    private static void mount(String file, Path mounted) throws Exception {
        var store = KeyStore.getInstance(folder.resolve(file).toFile(), PASSWORD.toCharArray());
        Files.writeString(mounted.resolve("user.crt"), pem("CERTIFICATE", store.getCertificate("trade").getEncoded()));
        Files.writeString(mounted.resolve("user.key"),
                pem("PRIVATE KEY", store.getKey("trade", PASSWORD.toCharArray()).getEncoded()));
    }

    @Test
    void a_certificate_and_its_key_may_stand_in_the_settings_themselves() throws Exception {
        try (var admin = Admin.create(new KafkaConnection(certified()).settings())) {
            admin.listTopics().names().get();
        }
    }

    @Test
    void who_shows_no_certificate_where_one_is_asked_for_is_refused() throws Exception {
        var given = certified();
        given.keySet().removeIf(name -> name.startsWith("ssl.keystore."));
        assertInstanceOf(SslAuthenticationException.class, refusal(new KafkaConnection(given)));
    }

    @Test
    void only_what_says_where_kafka_is_and_who_asks_is_passed_on() {
        var given = new HashMap<>(given("trusted.p12", "secret"));
        given.put("group.id", "somebody-elses");
        given.put("key.serializer", "nobody's");
        var settings = new KafkaConnection(given).settings();
        assertEquals(given("trusted.p12", "secret"), settings);
        assertTrue(settings.keySet().stream().noneMatch("group.id"::equals));
    }

    private static AuthenticationException refusal(KafkaConnection connection) {
        try (var admin = Admin.create(connection.settings())) {
            var failure = assertThrows(ExecutionException.class, () -> admin.listTopics().names().get());
            return assertInstanceOf(AuthenticationException.class, failure.getCause());
        }
    }

    private static KafkaConnection connection(String trusted, String password) {
        return new KafkaConnection(given(trusted, password));
    }

    /**
     * As the environment's KAFKA_SECURITY_PROTOCOL and so on come in.
     *
     * @param trusted null for the authorities that Java knows
     */
    private static Map<String, Object> given(String trusted, String password) {
        Map<String, Object> given = new HashMap<>(trusted == null ? Map.of() : store("truststore", trusted));
        given.putAll(Map.of("bootstrap.servers", kafka.bootstrapServers(), "security.protocol", "SASL_SSL", "sasl.mechanism",
                "PLAIN", "sasl.jaas.config", LOGIN.formatted(password, "")));
        return given;
    }

    private static Map<String, Object> certified() throws Exception {
        var store = KeyStore.getInstance(folder.resolve("trade.p12").toFile(), PASSWORD.toCharArray());
        return new HashMap<>(Map.of("bootstrap.servers", forCertificates, "security.protocol", "SSL",
                "ssl.truststore.type", "PEM", "ssl.truststore.certificates", pem("CERTIFICATE", Files.readAllBytes(
                        folder.resolve("broker.crt"))),
                "ssl.keystore.type", "PEM", "ssl.keystore.certificate.chain", pem("CERTIFICATE", store.getCertificate("trade")
                        .getEncoded()),
                "ssl.keystore.key", pem("PRIVATE KEY", store.getKey("trade", PASSWORD.toCharArray()).getEncoded())));
    }

    /** RFC 7468. */
    private static String pem(String label, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(label,
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content));
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static Map<String, String> store(String kind, String file) {
        return Map.of("ssl." + kind + ".type", "PKCS12", "ssl." + kind + ".location", folder.resolve(file).toString(),
                "ssl." + kind + ".password", PASSWORD);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        assertEquals(0, new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor());
    }
}
