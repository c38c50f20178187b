package org.tamga.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.tamga.local.token.SigningKeys;
import org.tamga.local.token.Token;

/** Bearer tokens that the services under test accept, signed with a key pair made once per JVM. */
public final class Tokens {

    private static final String OUR_KEYS = "tamga.testing.keys";
    /** By who bears them: to sign one takes longer than most of what it is shown for. */
    private static final Map<List<String>, String> SIGNED = new ConcurrentHashMap<>();

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
        return SIGNED.computeIfAbsent(Stream.concat(Stream.of(subject), Stream.of(roles)).toList(),
                who -> signed(Token.of(subject, List.of(roles), Duration.ofHours(12))));
    }

    /**
     * Tokens that no application may accept, though each is right in all but one thing.
     *
     * @return by what is wrong with them, as it stands after "a token"
     */
    public static Map<String, String> unacceptable(String... roles) {
        var now = Instant.now();
        var right = Token.of("test", List.of(roles), Duration.ofHours(1));
        // Clocks may differ by a minute.
        var former = now.minus(Duration.ofMinutes(5));
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("that has expired", signed(new Token(right.issuer(), right.audience(), right.subject(), right.roles(),
                former.minus(Duration.ofHours(1)), former)));
        tokens.put("for another audience", signed(new Token(right.issuer(), "another", right.subject(), right.roles(),
                right.issued(), right.expires())));
        tokens.put("of another issuer", signed(new Token("https://another.example/", right.audience(), right.subject(),
                right.roles(), right.issued(), right.expires())));
        tokens.put("signed with another key", signed(right, keys("tamga.testing.other-keys")));
        var parts = signed(right).split("\\.");
        tokens.put("without a signature", parts[0] + "." + parts[1] + ".");
        tokens.put("whose algorithm is none", part("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".");
        tokens.put("whose secret is the public key", signedWithThePublicKey(parts[1]));
        tokens.put("whose roles were altered", parts[0] + "." + parts[1] + "." + signed(Token.of("test", List.of(),
                Duration.ofHours(1))).split("\\.")[2]);
        tokens.put("that is none", "no.token.atall");
        return tokens;
    }

    /** As if a verifier took the public key for the secret of an algorithm that the token chose. */
    private static String signedWithThePublicKey(String claims) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Files.readAllBytes(keys(OUR_KEYS).publicKeyFile()), "HmacSHA256"));
            var signed = part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + claims;
            return signed + "." + Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String part(String header) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.US_ASCII));
    }

    private static String signed(Token token) {
        return signed(token, keys(OUR_KEYS));
    }

    private static String signed(Token token, SigningKeys keys) {
        try {
            return token.signedWith(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public key as a {@code file:} URL, for {@code mp.jwt.verify.publickey.location}. */
    public static String publicKeyLocation() {
        try {
            return keys(OUR_KEYS).publicKeyFile().toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SigningKeys keys(String name) {
        return new SigningKeys(Path.of(OncePerJvm.property(name, () -> {
            Path folder = OncePerJvm.temporaryFolder("keys");
            for (String file : List.of("", "private.pem", "public.pem")) {
                folder.resolve(file).toFile().deleteOnExit();
            }
            return folder.toString();
        })));
    }
}
