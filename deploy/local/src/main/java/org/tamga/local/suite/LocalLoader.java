package org.tamga.local.suite;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.tamga.local.load.Importer;
import org.tamga.local.load.Loader;
import org.tamga.local.token.Token;

/** What loads and imports into a suite of this machine, with a token of its key. */
public final class LocalLoader {

    private static final String SUBJECT = "starter-record";
    private static final List<String> ROLES = List.of("events-editor", "trade-editor", "mobility-editor", "education-editor");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private LocalLoader() {
    }

    /**
     * @param address of the gateway, or of a service
     * @throws IOException if the key cannot be read
     */
    public static Loader to(URI address, DataFolder folder) throws IOException {
        return new Loader(address::resolve, token(SUBJECT, folder), SUBJECT, PATIENCE);
    }

    /** The same for records that come one by one; what they record is marked as the generator's. */
    public static Importer importerTo(URI address, DataFolder folder) throws IOException {
        return new Importer(address::resolve, token("generator", folder), PATIENCE);
    }

    private static String token(String subject, DataFolder folder) throws IOException {
        return Token.of(subject, ROLES, Duration.ofHours(12)).signedWith(folder.keys());
    }
}
