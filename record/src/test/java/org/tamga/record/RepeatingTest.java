package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tamga.record.change.Queue;

class RepeatingTest {

    private final Shelf shelf = Shelf.fresh();
    private final Repeating repeating = new Repeating(List.of(shelf.things()), shelf.database(), new Queue(shelf.database()),
            () -> true);

    @AfterEach
    void stop() {
        shelf.close();
    }

    @Test
    void all_that_stands_and_may_be_read_is_announced_once_more_with_its_state_and_a_higher_sequence() {
        // In the order of their ids.
        var red = UUID.fromString("00000000-0000-7000-8000-000000000001");
        var green = UUID.fromString("00000000-0000-7000-8000-000000000002");
        var withheld = UUID.randomUUID();
        var retracted = UUID.randomUUID();
        for (var id : List.of(red, green, withheld, retracted)) {
            shelf.add(id, id.equals(red) ? "red" : "green");
        }
        shelf.withhold(withheld);
        shelf.retract(retracted);
        var last = shelf.database().read(transaction -> transaction.first("select max(position) from change_log",
                row -> row.getLong(1))).orElseThrow();
        run("delete from outbox");

        assertFalse(repeating.announceNext());
        run("call announce_anew()");
        assertTrue(repeating.announceNext());
        assertFalse(repeating.announceNext());
        assertEquals(List.of(announced(red, "red"), announced(green, "green")), shelf.database().read(transaction -> transaction
                .list("select aggregateid, type, state::jsonb #>> '{periods,0,colour}', state::jsonb ->> 'recordId',"
                        + " (state::jsonb ->> 'sequence')::bigint = position and position > ?,"
                        + " payload::jsonb ->> 'version' = state::jsonb ->> 'version' from outbox order by position",
                        row -> List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                                row.getBoolean(5), row.getBoolean(6)),
                        last)));

        shelf.paint(green, "blue");
        assertEquals(3, shelf.database().read(transaction -> transaction.first("select version from thing where id = ?",
                row -> row.getInt(1), green)).orElseThrow());
    }

    private List<Object> announced(UUID id, String colour) {
        return List.of(id.toString(), "org.tamga." + shelf.topic().replaceAll("\\..*", "") + ".thing.restored.v1", colour,
                id.toString(), true, true);
    }

    private void run(String sql) {
        shelf.database().write(transaction -> transaction.update(sql));
    }
}
