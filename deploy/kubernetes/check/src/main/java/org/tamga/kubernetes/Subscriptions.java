package org.tamga.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What each service reads of others' topics, out of its code: wherever it has a subscription, the topics that are named there. */
final class Subscriptions {

    private static final Pattern SUBSCRIPTION = Pattern.compile("\\bextends (Subscription|Copies)<");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z.-]+)\"");

    private final Map<String, Set<String>> topics = new HashMap<>();

    /**
     * @param channels every topic there is
     * @throws IllegalStateException where it cannot be seen which topic a subscription is to
     */
    Subscriptions(Path root, Set<String> channels) throws IOException {
        try (var services = Files.newDirectoryStream(root, "*-service")) {
            for (var service : services) {
                topics.put(service.getFileName().toString(), read(service, channels));
            }
        }
    }

    /** The topics of events that a service reads, whose states it reads with them; none for an application that is no service. */
    Set<String> of(String service) {
        return topics.getOrDefault(service, Set.of());
    }

    private static Set<String> read(Path service, Set<String> channels) throws IOException {
        var read = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(service.resolve("src/main/java"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file);
                if (SUBSCRIPTION.matcher(text).find()) {
                    var named = named(LITERAL.matcher(text).results().map(literal -> literal.group(1)).toList(), channels);
                    if (named.isEmpty()) {
                        throw new IllegalStateException("no topic is named in " + file);
                    }
                    read.addAll(named);
                }
            }
        }
        return read;
    }

    /** In one piece, or in two: a domain, and what it has like others. */
    private static Set<String> named(List<String> literals, Set<String> channels) {
        var named = new TreeSet<String>(literals);
        literals.forEach(domain -> literals.forEach(rest -> named.add(domain + rest)));
        named.retainAll(channels);
        return named;
    }
}
