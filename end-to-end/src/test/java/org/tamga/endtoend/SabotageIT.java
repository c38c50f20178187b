package org.tamga.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tamga.faults.Fault;
import org.tamga.faults.Trial;
import org.tamga.local.suite.Ports;
import org.tamga.local.suite.Rehearsals;

/**
 * That fault runs are worth something: a suite whose relay is broken as other outboxes are is run through them, and found out. Each
 * starts a suite of its own, so only with {@code -Dtamga.sabotage}, or {@code -Dtamga.sabotage=SKIP_LOCKED} for one of them.
 */
@EnabledIfSystemProperty(named = "tamga.sabotage", matches = ".*", disabledReason = "mvn -pl end-to-end verify -Dit.test=SabotageIT -Dtamga.sabotage")
class SabotageIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path RELAY = CHECKOUT.resolve("record/src/main/java/org/tamga/record/change/Relay.java");
    /** What a fault does to a broken relay is a matter of the moment. */
    private static final int ATTEMPTS = 5;

    @TempDir
    Path parent;

    private enum Sabotage {

        /** The queue's rows are deleted, and then sent. */
        DELETE_BEFORE_ACK(1, Fault.KAFKA_KILLED, "lost: the topic lacks", source -> source
                .replace("probe.accept(Stage.READ);", """
                                                      probe.accept(Stage.READ);
                                                      onQueue(transaction -> transaction.update(
                                                              "delete from outbox where position = any (?)",
                                                              rows.stream().map(Row::position).toList()));""")
                .replace("if (deleted == 0) {", "if (deleted < 0) {")),

        /** An event gets its id when it is sent. */
        RANDOM_EVENT_ID(1, Fault.SERVICE_KILLED, "twice: the topic has", source -> source
                .replace("new CloudEvent(id,", "new CloudEvent(UUID.randomUUID(),")),

        /** No lease: every replica relays what no other has locked. */
        SKIP_LOCKED(2, Fault.SERVICE_STOPPED, "order: in the topic", source -> source
                .replace("if (!lease.takeOrRenew()) {", "if (lease.lasts().isNegative()) {")
                .replace("service + \"-relay\"", "service + \"-relay-\" + UUID.randomUUID()")
                .replace("order by position limit ?) q) w", "order by position limit ? for update skip locked) q) w")
                .replace("private int pass() {", """
                                                 private int pass() {
                                                     return database.write(transaction -> {
                                                         var rows = head(transaction);
                                                         if (!rows.isEmpty()) {
                                                             send(rows);
                                                             producer.get().commitTransaction();
                                                             uncommitted.clear();
                                                             transaction.update("delete from outbox where position = any (?)",
                                                                     rows.stream().map(Row::position).toList());
                                                         }
                                                         return rows.size();
                                                     });
                                                 }

                                                 private int passOfOne() {"""));

        private final int replicas;
        private final Fault fault;
        private final String foundOut;
        private final UnaryOperator<String> change;

        Sabotage(int replicas, Fault fault, String foundOut, UnaryOperator<String> change) {
            this.replicas = replicas;
            this.fault = fault;
            this.foundOut = foundOut;
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_broken_relay_is_found_out(Sabotage sabotage) throws Exception {
        assumeTrue(Set.of("", "true", sabotage.name()).contains(System.getProperty("tamga.sabotage")));
        // PostgreSQL may run as another user.
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        var ports = new Ports(Suite.freePorts(sabotage.replicas), sabotage.replicas);
        try (var suite = new org.tamga.faults.Suite(checkout(sabotage), parent.resolve("data"), ports)) {
            suite.up(Rehearsals.When.NEVER);
            var said = List.<String>of();
            for (var attempt = 1; attempt <= ATTEMPTS && said.isEmpty(); attempt++) {
                var round = Trial.of(suite, sabotage.fault, Duration.ofSeconds(10), attempt);
                said = round.violations();
                System.out.printf("%s, %s no. %d: %d accepted, %d violations%s%n", sabotage, round.fault(), attempt,
                        round.accepted(), said.size(), said.isEmpty() ? "" : ", such as\n  " + said.get(0));
            }
            var all = said;
            assertTrue(all.stream().anyMatch(violation -> violation.startsWith(sabotage.foundOut)), all.toString());
        }
    }

    /** The checkout again, but for events-service's build. */
    private Path checkout(Sabotage sabotage) throws IOException {
        var broken = Files.createDirectory(parent.resolve("checkout"));
        try (var files = Files.list(CHECKOUT)) {
            for (var file : files.filter(file -> !file.endsWith("events-service")).toList()) {
                Files.createSymbolicLink(broken.resolve(file.getFileName()), file);
            }
        }
        var service = Files.createDirectories(broken.resolve("events-service/target")).getParent();
        Files.createSymbolicLink(service.resolve("pom.xml"), CHECKOUT.resolve("events-service/pom.xml"));
        ChangedBuild.of(CHECKOUT.resolve("events-service"), service.resolve("target/quarkus-app")).with(RELAY, sabotage.change);
        return broken;
    }
}
