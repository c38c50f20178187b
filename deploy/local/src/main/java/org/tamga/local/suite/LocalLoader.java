package org.tamga.local.suite;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.tamga.local.load.Loader;
import org.tamga.local.token.Token;

/** A loader for a suite of this machine, with a token of its key. */
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
        String token = Token.of(SUBJECT, ROLES, Duration.ofHours(12)).signedWith(folder.keys());
        return new Loader(address::resolve, token, SUBJECT, PATIENCE);
    }
}
