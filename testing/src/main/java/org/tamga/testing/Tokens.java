package org.tamga.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.tamga.local.token.SigningKeys;
import org.tamga.local.token.Token;

/** Bearer tokens that the services under test accept, signed with a key pair made once per JVM. */
public final class Tokens {

    private Tokens() {
    }

    /**
     * A token of somebody named {@code test}.
     *
     * @param roles such as {@code trade-editor}
     */
    public static String of(String... roles) {
        return as("test", roles);
    }

    /**
     * A token of somebody.
     *
     * @param subject who records what is written with it
     */
    public static String as(String subject, String... roles) {
        return signed(Token.of(subject, List.of(roles), Duration.ofHours(1)));
    }

    /** Any token, also one that no service should accept. */
    public static String signed(Token token) {
        try {
            return token.signedWith(keys());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public key as a {@code file:} URL, for {@code mp.jwt.verify.publickey.location}. */
    public static String publicKeyLocation() {
        try {
            return keys().publicKeyFile().toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SigningKeys keys() {
        return new SigningKeys(Path.of(OncePerJvm.property("tamga.testing.keys", () -> {
            Path folder = OncePerJvm.temporaryFolder("keys");
            for (String file : List.of("", "private.pem", "public.pem")) {
                folder.resolve(file).toFile().deleteOnExit();
            }
            return folder.toString();
        })));
    }
}
