package org.tamga.local.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The eight ports that a suite uses, all on 127.0.0.1.
 *
 * @param base the gateway's; the others follow
 */
public record Ports(int base) {

    /** Where the suite is unless told otherwise. */
    public static final int DEFAULT = 8080;

    public Ports {
        if (base < 1024 || base > 65535 - 7) {
            throw new IllegalArgumentException(
                    "The port must be from 1024 to 65528, for this and the next 7 are used: " + base);
        }
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
