package org.tamga.local.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class TokenTest {

    @TempDir
    Path folder;
    private SigningKeys keys;

    @BeforeEach
    void open() {
        keys = new SigningKeys(folder.resolve("keys"));
    }

    @Test
    void says_who_may_do_what_until_when() throws Exception {
        String[] parts = Token.of("aigerim", List.of("trade-editor", "operator"), Duration.ofHours(12)).signedWith(keys)
                .split("\\.");
        JsonNode header = read(parts[0]);
        JsonNode claims = read(parts[1]);
        assertEquals("RS256", header.get("alg").asText());
        assertEquals("https://tamga.example/local", claims.get("iss").asText());
        assertEquals("tamga", claims.get("aud").asText());
        assertEquals("aigerim", claims.get("sub").asText());
        assertEquals("[\"trade-editor\",\"operator\"]", claims.get("groups").toString());
        assertEquals(12 * 3600, claims.get("exp").asLong() - claims.get("iat").asLong());
    }

    @Test
    void is_verified_by_the_public_key_that_lies_beside() throws Exception {
        String token = Token.of("aigerim", List.of("trade-editor"), Duration.ofHours(1)).signedWith(keys);
        int end = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey());
        signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1))));
    }

    @Test
    void is_signed_with_the_same_key_tomorrow() throws Exception {
        assertEquals(keys.privateKey(), new SigningKeys(folder.resolve("keys")).privateKey());
    }

    @Test
    void makes_the_public_key_again_if_it_was_lost() throws Exception {
        Path file = keys.publicKeyFile();
        String before = Files.readString(file);
        Files.delete(file);
        assertEquals(before, Files.readString(keys.publicKeyFile()));
    }

    @Test
    void lets_only_its_owner_read_the_private_key() throws Exception {
        keys.privateKey();
        assertEquals("rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys/private.pem"))));
    }

    @Test
    void refuses_a_file_that_holds_no_key() throws Exception {
        keys.privateKey();
        Files.writeString(folder.resolve("keys/private.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThrows(IOException.class, keys::privateKey);
    }

    private PublicKey publicKey() throws Exception {
        String pem = Files.readString(keys.publicKeyFile()).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }

    private static JsonNode read(String part) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }
}
