package org.tamga.local.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports that a suite uses, all on 127.0.0.1: eight, and one more for each replica where there are several.
 *
 * @param base the gateway's; the others follow
 * @param replicas of each application; where there are several, an application's own port is a door to them
 */
public record Ports(int base, int replicas) {

    /** Where the suite is unless told otherwise. */
    public static final int DEFAULT = 8080;

    /** More on one machine would only wait for one another. */
    public static final int MOST_REPLICAS = 4;

    private static final int OWN = 8;

    public Ports {
        if (replicas < 1 || replicas > MOST_REPLICAS) {
            throw new IllegalArgumentException("From 1 to " + MOST_REPLICAS + " replicas can be run: " + replicas);
        }
        int count = count(replicas);
        if (base < 1024 || base > 65536 - count) {
            throw new IllegalArgumentException("The port must be from 1024 to " + (65536 - count) + ", for this and the next "
                    + (count - 1) + " are used: " + base);
        }
    }

    /** Of a suite without replicas. */
    public Ports(int base) {
        this(base, 1);
    }

    /** How many ports are used, from the first on. */
    int count() {
        return count(replicas);
    }

    private static int count(int replicas) {
        return OWN + (replicas == 1 ? 0 : replicas * Application.values().length);
    }

    /** Where one replica of an application is, behind its door; the application's own port where there is but one. */
    int replica(Application application, int replica) {
        return replicas == 1 ? of(application) : base + OWN + replica * Application.values().length + application.ordinal();
    }

    public int of(Application application) {
        return application == Application.GATEWAY ? base : base + 1 + application.ordinal();
    }

    public int postgres() {
        return base + 5;
    }

    public int kafka() {
        return base + 6;
    }

    public int kafkaController() {
        return base + 7;
    }

    /** Whether nobody uses any of them. */
    public boolean areFree() {
        return taken().isEmpty();
    }

    /** Which of the ports somebody else uses, with what we want them for. */
    Map<Integer, String> taken() {
        Map<Integer, String> wanted = new LinkedHashMap<>();
        for (Application application : Application.values()) {
            wanted.put(of(application), application.id());
            for (int replica = 0; replica < replicas; replica++) {
                wanted.put(replica(application, replica), application.id());
            }
        }
        wanted.put(postgres(), "PostgreSQL");
        wanted.put(kafka(), "Kafka");
        wanted.put(kafkaController(), "Kafka's controller");
        wanted.keySet().removeIf(Ports::isFree);
        return wanted;
    }

    private static boolean isFree(int port) {
        // Both ways, for on some systems one may listen on 127.0.0.1 although another listens on all addresses.
        return !answers(port) && canListen(port);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canListen(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A connection of ours that was closed a moment ago must not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
