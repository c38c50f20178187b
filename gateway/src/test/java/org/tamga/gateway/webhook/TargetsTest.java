package org.tamga.gateway.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

class TargetsTest {

    /** Names have a public address here; only literals are what they are. */
    private static InetAddress[] names(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host.matches("[\\d.]+|.*:.*|localhost\\.?") ? host : "93.184.215.14");
    }

    private final Targets targets = new Targets(TargetsTest::names, List.of());

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.org/tamga", "https://hooks.example.org:8443/a?b=c", "http://93.184.215.14/",
            "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", "HTTPS://HOOKS.EXAMPLE.ORG", "https://xn--e1afmkfd.example/",
            "https://1.example/", "https://0x7f.example/"})
    void takes_what_is_public(String url) {
        assertEquals(URI.create(url), targets.parsed(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // This machine, by every name.
            "http://127.0.0.1/", "http://127.8.9.10:8080/", "http://localhost/", "http://localhost./", "http://0.0.0.0/",
            "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::127.0.0.1]/", "http://[0:0:0:0:0:ffff:7f00:0001]/",
            // Numbers that other programs take for an address.
            "http://2130706433/", "http://017700000001/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/",
            "http://127.1/", "http://127.0.1/", "http://127.0.0.1./", "http://127.0.0.01/", "http://256.1.1.1/",
            "http://1.2.3.4.5/", "http://10.0x0.0.1/",
            // Private, shared, link-local, of documentation, multicast, reserved.
            "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://100.64.0.1/",
            "http://169.254.169.254/latest/meta-data/", "http://192.0.0.8/", "http://192.0.2.1/", "http://198.18.0.1/",
            "http://198.51.100.1/", "http://203.0.113.7/", "http://224.0.0.1/", "http://240.0.0.1/", "http://255.255.255.255/",
            "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[fd12:3456::1]/", "http://[ff02::1]/",
            "http://[2001:db8::1]/", "http://[100::1]/",
            // IPv4 in IPv6: translated, 6to4, Teredo.
            "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::a00:1]/", "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/",
            // Names in disguise.
            "http://127%2e0.0.1/", "http://127。0。0。1/", "http://①②⑦.⓪.⓪.①/", "http://ｌocalhost/", "http://exa mple.org/",
            "http:\\\\127.0.0.1/", "http://hooks.example.org\\@127.0.0.1/", "http:///127.0.0.1/", "http:127.0.0.1",
            "//127.0.0.1/", "http://\t127.0.0.1/",
            // Who sends, and where to, is not for the address to blur.
            "https://user@hooks.example.org/", "https://user:secret@hooks.example.org/", "https://hooks.example.org@127.0.0.1/",
            "https://hooks.example.org/#there", "https://hooks.example.org:0/", "https://hooks.example.org:99999/",
            // Other schemes.
            "ftp://hooks.example.org/", "file:///etc/passwd", "gopher://hooks.example.org/", "jar:http://hooks.example.org!/",
            "javascript:alert(1)", "", " ", "hooks.example.org"})
    void refuses_what_is_not_public_however_it_is_spelt(String url) {
        var refused = assertThrows(Problem.class, () -> targets.parsed(url), url);
        assertEquals(ProblemType.RULE_BROKEN, refused.type());
        assertEquals("/url", refused.violations().get(0).pointer());
    }

    @Test
    void refuses_a_name_with_one_private_address_among_public_ones() throws Exception {
        var mixed = new InetAddress[]{InetAddress.getByName("93.184.215.14"), InetAddress.getByName("10.0.0.1")};
        assertThrows(Problem.class, () -> new Targets(host -> mixed, List.of()).parsed("https://hooks.example.org/"));
    }

    @Test
    void refuses_a_name_that_nobody_knows() {
        var unknown = new Targets(host -> {
            throw new UnknownHostException(host);
        }, List.of());
        assertThrows(Problem.class, () -> unknown.parsed("https://hooks.example.org/"));
    }

    @Test
    void looks_again_at_each_connection() throws Exception {
        Queue<String> answers = new ArrayDeque<>(List.of("93.184.215.14", "127.0.0.1"));
        var rebinding = new Targets(host -> InetAddress.getAllByName(answers.remove()), List.of());
        var target = rebinding.parsed("https://hooks.example.org/");
        assertThrows(Targets.Refused.class, () -> rebinding.resolved(target));
    }

    @Test
    void takes_a_range_that_the_operator_allows_and_no_more() {
        var allowing = new Targets(TargetsTest::names, List.of("10.1.0.0/16", "fd12::/16"));
        allowing.parsed("http://10.1.2.3/");
        allowing.parsed("http://[fd12:3456::1]/");
        assertThrows(Problem.class, () -> allowing.parsed("http://10.2.0.1/"));
        assertThrows(Problem.class, () -> allowing.parsed("http://[fd13::1]/"));
        assertThrows(IllegalArgumentException.class, () -> new Targets(TargetsTest::names, List.of("10.1.0.0/16/8")));
    }
}
