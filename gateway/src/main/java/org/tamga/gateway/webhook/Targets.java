package org.tamga.gateway.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;

/**
 * Decides where deliveries may go: to public addresses only, or a subscriber could have the gateway talk to machines that the
 * gateway alone can reach. Judged is the address that is connected to, at each connection: what a name means may change from one
 * moment to the next (DNS rebinding).
 */
@Singleton
class Targets {

    /** IANA's special-purpose registries, multicast, and what carries an IPv4 address inside an IPv6 one. */
    private static final List<Range> SPECIAL = ranges("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");
    /** The part of IPv6 that is given out; all outside it is local, mapped, translated or reserved. */
    private static final Range UNICAST = Range.of("2000::/3");

    private static final int LONGEST = 2000;
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    /** A last label that other programs take for a number, and the whole for an IPv4 address (WHATWG URL, section 3.5). */
    private static final Pattern NUMBER_AT_END = Pattern.compile("(?i)(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

    /** Finds the addresses of a name. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final List<Range> allowed;

    @Inject
    Targets(WebhooksConfig config) {
        this(InetAddress::getAllByName, config.allowedRanges().orElse(List.of()));
    }

    Targets(Resolver resolver, List<String> allowedRanges) {
        this.resolver = resolver;
        this.allowed = ranges(allowedRanges.toArray(String[]::new));
    }

    /** Why nothing is sent there; an answer to the subscriber, and an entry in the log of deliveries. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String detail) {
            super(detail);
        }
    }

    /**
     * Reads a target that a subscriber names, and looks whether one may send there now.
     *
     * @throws Problem 422 that points at {@code /url}
     */
    URI parsed(String url) {
        try {
            var target = address(url);
            resolved(target);
            return target;
        } catch (Refused e) {
            throw Problem.brokenRule("/url", e.getMessage());
        }
    }

    /** The address to connect to for a target. Asks the DNS, so not for an event loop. */
    InetAddress resolved(URI target) throws Refused {
        var host = host(target);
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw new Refused("The host " + host + " is not known.");
        }
        // All of them: which one a connection takes must not be left to chance.
        for (var address : addresses) {
            if (!mayBeReached(address)) {
                throw new Refused("The host " + host + " is not at a public address.");
            }
        }
        return addresses[0];
    }

    private static URI address(String url) throws Refused {
        if (url == null || url.isBlank() || url.length() > LONGEST) {
            throw new Refused("A target is an http or https address of at most " + LONGEST + " characters.");
        }
        URI target;
        try {
            target = new URI(url).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new Refused("This is not an address.");
        }
        if (!"https".equalsIgnoreCase(target.getScheme()) && !"http".equalsIgnoreCase(target.getScheme())) {
            throw new Refused("A target is an http or https address.");
        }
        if (target.getHost() == null) {
            throw new Refused("The address names no host, or not in ASCII; write others as xn--….");
        }
        if (target.getRawUserInfo() != null) {
            throw new Refused("An address with a user's name in it is not taken; the signature tells who sends.");
        }
        if (target.getRawFragment() != null) {
            throw new Refused("An address with a fragment is not taken; it would not be sent.");
        }
        if (target.getPort() == 0 || target.getPort() > 65535) {
            throw new Refused("There is no such port.");
        }
        var host = host(target);
        if (host.indexOf('%') >= 0) {
            throw new Refused("An address with a zone is of one machine only.");
        }
        if (host.indexOf(':') < 0 && NUMBER_AT_END.matcher(host).matches() && !DECIMAL.matcher(host).matches()) {
            throw new Refused("An IPv4 address is four decimal numbers, such as 203.0.113.7.");
        }
        return target;
    }

    /** The host, an IPv6 address without its brackets. */
    static String host(URI target) {
        var host = target.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private boolean mayBeReached(InetAddress address) {
        // Java makes an IPv4 address of a mapped one (::ffff:127.0.0.1) by itself.
        var bytes = address.getAddress();
        return allowed.stream().anyMatch(range -> range.contains(bytes))
                || SPECIAL.stream().noneMatch(range -> range.contains(bytes)) && (bytes.length == 4 || UNICAST.contains(bytes));
    }

    private static List<Range> ranges(String... texts) {
        return Arrays.stream(texts).map(Range::of).toList();
    }

    /** Addresses with the same beginning, in CIDR's notation. */
    private record Range(byte[] network, int bits) {

        static Range of(String text) {
            var slash = text.indexOf('/');
            try {
                var network = InetAddress.getByName(slash < 0 ? text : text.substring(0, slash)).getAddress();
                return new Range(network, slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException | NumberFormatException e) {
                throw new IllegalArgumentException("\"" + text + "\" is not a range of addresses such as 10.1.0.0/16", e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                if (((address[bit / 8] ^ network[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
