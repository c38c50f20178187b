package org.tamga.record.database;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import org.tamga.record.Shelf;

class TransactionTest {

    @Test
    void what_an_owner_keeps_lasts_until_it_forgets_it_or_an_attempt_is_undone() {
        try (var shelf = Shelf.fresh()) {
            shelf.database().write(transaction -> {
                var kept = transaction.kept(this, ArrayList::new);
                transaction.attempt(inner -> inner.update("update outbox set type = type"));
                assertSame(kept, transaction.kept(this, ArrayList::new));
                transaction.forget(this);
                var fresh = transaction.kept(this, ArrayList::new);
                assertNotSame(kept, fresh);
                assertThrows(IllegalStateException.class, () -> transaction.attempt(inner -> {
                    throw new IllegalStateException("undone");
                }));
                assertNotSame(fresh, transaction.kept(this, ArrayList::new));
                return null;
            });
        }
    }
}
