package org.tamga.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.tamga.record.change.Foreground;
import org.tamga.record.change.Relay;

/** A relay in a process of its own, that can be made to stand still at a stage so that it is killed or stopped there. */
final class RelayProcess {

    private RelayProcess() {
    }

    /** Arguments: database url, user, password, bootstrap servers, lease in ms, stage (or NONE), how often before it stands still,
     * service. */
    public static void main(String[] arguments) throws InterruptedException {
        var shelf = Shelf.existing(arguments[0], arguments[1], arguments[2]);
        var left = new AtomicInteger(Integer.parseInt(arguments[6]));
        var relay = new Relay(shelf.database(), arguments[7], Duration.ofMillis(Long.parseLong(arguments[4])),
                Map.of("bootstrap.servers", arguments[3]), new Foreground(), stage -> {
                    if (stage.name().equals(arguments[5]) && left.getAndDecrement() == 0) {
                        System.out.println("STANDING STILL");
                        untilToldToGoOn();
                    }
                });
        relay.start();
        while (!relay.isHolding()) {
            Thread.sleep(10);
        }
        System.out.println("HOLDING");
        forever();
    }

    private static void untilToldToGoOn() {
        try {
            if (System.in.read() < 0) {
                forever();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
