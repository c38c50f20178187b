package org.tamga.gateway.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.tamga.commons.problem.Problem;

/**
 * What a subscriber and the gateway share, to sign deliveries with (Standard Webhooks 1.0.0, "Signature scheme").
 *
 * @param bytes 24 to 64 of them
 */
record Secret(byte[] bytes) {

    private static final String PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secret made() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Secret(bytes);
    }

    /**
     * Reads a secret that a subscriber brings.
     *
     * @throws Problem 422 that points at {@code /secret}
     */
    static Secret parsed(String text) {
        try {
            var bytes = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "?");
            if (bytes.length >= 24 && bytes.length <= 64) {
                return new Secret(bytes);
            }
        } catch (IllegalArgumentException e) {
            // The same answer as to one of another length.
        }
        throw Problem.brokenRule("/secret", "A secret is \"whsec_\" and 24 to 64 bytes in base64; without one, we make it.");
    }

    /** As the subscriber gets it, once. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** The signature of a message, as it stands in the header. */
    String signature(String id, long timestamp, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return "v1," + Base64.getEncoder()
                    .encodeToString(mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
