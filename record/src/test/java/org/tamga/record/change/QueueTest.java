package org.tamga.record.change;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;
import org.tamga.record.Shelf;

class QueueTest {

    private final Shelf shelf = Shelf.fresh();
    private final Queue queue = new Queue(shelf.database());

    @AfterEach
    void stop() {
        shelf.close();
    }

    private void update(String statement) {
        shelf.database().write(transaction -> transaction.update(statement));
        queue.look();
    }

    @Test
    void while_kafka_has_been_away_for_half_an_hour_imports_wait_and_one_under_way_stops_writes() {
        shelf.add(UUID.randomUUID(), "new");
        update("update outbox set at = clock_timestamp() - interval '29 minutes'");
        assertFalse(queue.isLong());
        update("update outbox set at = clock_timestamp() - interval '31 minutes'");
        assertTrue(queue.isLong());
        assertDoesNotThrow(queue::requireRoom);
        update("insert into import_job (id, topic, format, file, mode, dry_run, subject, status, keeper, size)"
                + " values (gen_random_uuid(), 't', 'csv', '{}', 'lenient', false, 's', 'running', gen_random_uuid(), 1)");
        assertEquals(503, assertThrows(Problem.class, queue::requireRoom).type().status());
        update("delete from outbox");
        assertFalse(queue.isLong());
        assertDoesNotThrow(queue::requireRoom);
    }
}
