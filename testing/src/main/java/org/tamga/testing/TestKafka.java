package org.tamga.testing;

import java.nio.file.Path;
import java.util.List;

import org.tamga.local.kafka.BuiltLibraries;
import org.tamga.local.kafka.LocalKafka;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;

/** The tests' Kafka: one broker per JVM, started when first asked for, gone when the JVM ends. */
public final class TestKafka {

    private TestKafka() {
    }

    /** What a client connects to first. No topic exists that a test or a service has not created. */
    public static String bootstrapServers() {
        return OncePerJvm.property("tamga.testing.kafka.bootstrap-servers", () -> {
            LocalKafka kafka = new LocalKafka(OncePerJvm.temporaryFolder("kafka"), FreePorts.any(), FreePorts.any(),
                    BuiltLibraries.above(Path.of("")), Lifetime.THIS_JVM, List.of());
            kafka.start();
            return kafka.bootstrapServers();
        });
    }
}
