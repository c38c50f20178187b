package org.tamga.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** {@code ./tamga k8s check}: whatever can be known of the manifests without a cluster. Exit code 1 where something is wrong. */
public final class Check {

    private final List<Rule> rules;

    /** @param root the project's */
    public Check(Path root) throws IOException {
        var channels = Topics.channels(root.resolve("contracts/asyncapi.yaml"));
        var subscriptions = new Subscriptions(root, channels);
        rules = List.of(new Models(), new Restricted(), new Workloads(), new Wiring(), new Scaling(subscriptions),
                new Backups(),
                new Topics(channels, subscriptions), new Configuration(root), new Alerts(root), new SignIn(root));
    }

    /** What is wrong with an overlay. */
    public List<Fault> faults(Manifests manifests) {
        var faults = new ArrayList<Fault>();
        rules.forEach(rule -> rule.check(manifests, faults::add));
        return faults;
    }

    /** The folders of the overlays. */
    public static List<Path> overlays(Path root) throws IOException {
        try (var folders = Files.list(root.resolve("deploy/kubernetes/overlays"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    public static void main(String[] arguments) throws IOException {
        var root = Path.of(System.getProperty("org.tamga.local.checkout", "."));
        var check = new Check(root);
        var wrong = false;
        var all = new TreeMap<String, Manifests>();
        for (var overlay : overlays(root)) {
            var manifests = Manifests.rendered(overlay);
            all.put(overlay.getFileName().toString(), manifests);
            var faults = check.faults(manifests);
            wrong |= !faults.isEmpty();
            System.out.printf("%s: %d objects, %d faults%n", overlay.getFileName(), manifests.all().size(), faults.size());
            faults.forEach(fault -> System.out.println("  " + fault));
        }
        for (var fault : SignIn.among(all)) {
            wrong = true;
            System.out.println(fault);
        }
        System.exit(wrong ? 1 : 0);
    }
}
