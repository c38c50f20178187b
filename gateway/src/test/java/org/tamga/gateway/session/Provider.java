package org.tamga.gateway.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;

import org.tamga.testing.Tokens;

import io.smallrye.jwt.build.Jwt;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An OIDC provider that lets in whoever brings a {@link Grant} for a code, if it is the same who asked for it (PKCE, RFC 7636). */
public final class Provider {

    static final String CLIENT = "tamga-pages";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys = keys();

    /**
     * What a code stands for.
     *
     * @param nonce that the client asked with
     * @param challenge of its verifier
     * @param subject who signed in
     * @param seconds how long the tokens hold
     * @param isRenewed whether there will be new ones afterwards
     */
    record Grant(String nonce, String challenge, String subject, int seconds, boolean isRenewed) {

        String code() {
            return BASE64.encodeToString(JsonObject.mapFrom(this).encode().getBytes(StandardCharsets.UTF_8));
        }

        static Grant of(String code) {
            return new JsonObject(new String(Base64.getUrlDecoder().decode(code), StandardCharsets.UTF_8)).mapTo(Grant.class);
        }
    }

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it, and says what a gateway must be told of it. */
    public Map<String, String> start(Vertx vertx) {
        var server = vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
        var address = "http://127.0.0.1:" + server.actualPort();
        return Map.of("quarkus.oidc.tenant-enabled", "true", "quarkus.oidc.auth-server-url", address,
                "quarkus.oidc.discovery-enabled", "false", "quarkus.oidc.authorization-path", "/authorize",
                "quarkus.oidc.token-path", "/token", "quarkus.oidc.jwks-path", "/keys",
                "quarkus.oidc.end-session-path", "/end", "quarkus.oidc.token.issuer", "https://provider.example",
                "quarkus.oidc.token-state-manager.encryption-secret", "a secret of tests that is long enough");
    }

    private void answer(HttpServerRequest request) {
        request.response().putHeader("Content-Type", "application/json");
        switch (request.path()) {
            case "/keys" -> request.response().end(keySet().encode());
            case "/token" -> request.setExpectMultipart(true).endHandler(end -> token(request, request.formAttributes()));
            default -> request.response().setStatusCode(404).end();
        }
    }

    private void token(HttpServerRequest request, MultiMap form) {
        var isFirst = "authorization_code".equals(form.get("grant_type"));
        var grant = Grant.of(form.get(isFirst ? "code" : "refresh_token"));
        if (isFirst ? !grant.challenge().equals(challenge(form.get("code_verifier"))) : !grant.isRenewed()) {
            request.response().setStatusCode(400).end("{\"error\": \"invalid_grant\"}");
            return;
        }
        var idToken = Jwt.issuer("https://provider.example").audience(CLIENT).subject(grant.subject())
                .claim("nonce", grant.nonce()).expiresIn(grant.seconds()).jws().keyId("one").sign(keys.getPrivate());
        request.response().end(new JsonObject().put("token_type", "Bearer").put("expires_in", grant.seconds())
                .put("access_token", Tokens.as(grant.subject(), "trade-editor", "subscriber")).put("id_token", idToken)
                .put("refresh_token", grant.code()).encode());
    }

    private JsonObject keySet() {
        var key = (RSAPublicKey) keys.getPublic();
        return new JsonObject().put("keys", new JsonArray().add(new JsonObject().put("kty", "RSA").put("kid", "one")
                .put("use", "sig").put("alg", "RS256").put("n", BASE64.encodeToString(key.getModulus().toByteArray()))
                .put("e", BASE64.encodeToString(key.getPublicExponent().toByteArray()))));
    }

    private static String challenge(String verifier) {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
