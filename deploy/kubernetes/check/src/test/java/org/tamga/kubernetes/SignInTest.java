package org.tamga.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fabric8.zjsonpatch.JsonPatch;

class SignInTest {

    private static final Path ROOT = Path.of("..", "..", "..").toAbsolutePath().normalize();
    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode realm() throws IOException {
        return JSON.readTree(ROOT.resolve("deploy/kubernetes/components/oidc/realm.json").toFile());
    }

    @Test
    void nothing_is_wrong_with_the_realm_of_its_own_host() throws IOException {
        assertEquals(List.of(), new SignIn(ROOT).faults(realm(), Set.of("tamga.example")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/bruteForceProtected | false | its realm lets passwords be guessed",
            "/passwordPolicy | \"digits(1) and length(8)\" | its realm takes passwords of less than 12 letters",
            "/passwordPolicy | null | its realm takes passwords of less than 12 letters",
            "/clients/0/redirectUris | [\"https://tamga.example/sign-in/oidc\", \"https://tamga.example/*\"] | its realm leads to more than one page: https://tamga.example/*",
            "/clients/0/redirectUris | [\"https://tamga.example/\"] | its realm does not lead back to tamga.example",
            "/clients/0/attributes/post.logout.redirect.uris | \"https://tamga.example/sign-in##+\" | its realm leads to more than one page: +",
            "/clients/0/attributes/post.logout.redirect.uris | \"https://tamga.example/\" | its realm does not lead out to tamga.example"})
    void a_realm_that_is_open_to_others_is_refused(String path, String value, String fault) throws IOException {
        var patch = JSON.readTree("""
                                  [{"op": "replace", "path": "%s", "value": %s}]""".formatted(path, value));
        assertEquals(List.of(fault), new SignIn(ROOT).faults(JsonPatch.apply(patch, realm()), Set.of("tamga.example")));
    }
}
