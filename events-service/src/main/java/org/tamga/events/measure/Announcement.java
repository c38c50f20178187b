package org.tamga.events.measure;

import java.util.UUID;

/**
 * A reading and the event by which its service announced it.
 *
 * @param reading what was announced
 * @param event by which event
 */
public record Announcement(MeasureReading reading, Event event) {

    /**
     * An event of another service, as it can be found again.
     *
     * @param topic such as {@code trade.measure}
     * @param key its key there
     * @param sequence its position in that service's change log
     * @param id its CloudEvents id; null where its state was read and not itself
     */
    public record Event(String topic, String key, long sequence, UUID id) {}
}
