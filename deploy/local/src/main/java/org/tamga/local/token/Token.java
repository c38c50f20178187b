package org.tamga.local.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/**
 * What a bearer token of a local suite says: a JSON Web Token (RFC 7519) signed with RS256 (RFC 7518, 3.3), with the roles in
 * MicroProfile JWT's claim {@code groups}.
 *
 * @param issuer who signs it
 * @param audience whom it is meant for
 * @param subject who the bearer is; every change that is made with the token carries this name
 * @param roles such as {@code trade-editor}; a name that no service knows gives no right
 * @param issued from when it is valid
 * @param expires until when
 */
public record Token(String issuer, String audience, String subject, List<String> roles, Instant issued, Instant expires) {

    /** Who signs the tokens of a local suite. */
    public static final String ISSUER = "https://tamga.example/local";
    /** Whom they are meant for. */
    public static final String AUDIENCE = "tamga";

    /** A token that the services of a local suite accept from now on. */
    public static Token of(String subject, List<String> roles, Duration validity) {
        Instant now = Instant.now();
        return new Token(ISSUER, AUDIENCE, subject, List.copyOf(roles), now, now.plus(validity));
    }

    /**
     * The token in its compact form, as it stands after {@code Bearer}.
     *
     * @throws IOException if the key cannot be read
     */
    public String signedWith(SigningKeys keys) throws IOException {
        String signed = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII)) + "." + part(claims());
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.privateKey());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + part(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException("The token cannot be signed: " + e.getMessage(), e);
        }
    }

    private byte[] claims() throws IOException {
        ByteArrayOutputStream claims = new ByteArrayOutputStream();
        // Written field by field: to bind objects takes longer than all else that the command `token` does.
        try (JsonGenerator json = new JsonFactory().createGenerator(claims)) {
            json.writeStartObject();
            json.writeStringField("iss", issuer);
            json.writeStringField("aud", audience);
            json.writeStringField("sub", subject);
            json.writeStringField("upn", subject);
            json.writeFieldName("groups");
            json.writeArray(roles.toArray(String[]::new), 0, roles.size());
            json.writeNumberField("iat", issued.getEpochSecond());
            json.writeNumberField("exp", expires.getEpochSecond());
            json.writeStringField("jti", UUID.randomUUID().toString());
            json.writeEndObject();
        }
        return claims.toByteArray();
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
