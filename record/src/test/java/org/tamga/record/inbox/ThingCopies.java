package org.tamga.record.inbox;

import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.tamga.commons.problem.Problem;
import org.tamga.record.Copies;
import org.tamga.record.Ledger;
import org.tamga.record.database.Transaction;

/** A copy of the things' colours that counts its effects, and can be made to find poison in one colour. */
class ThingCopies extends Copies<ThingCopies.Colour> {

    static final String TABLE = """
                                create table thing_copy (colour text not null);
                                call read_copy('thing_copy');
                                create table thing_effect (id uuid not null, sequence bigint not null);
                                """;
    static final String POISON = "poison";

    volatile boolean isAllergic;
    /** A colour that cannot be had just now, or null. */
    volatile String soldOut;
    /** True while a state is more than the stack can hold. */
    volatile boolean overflows;
    /** The end of a type that means nothing to it, or null. */
    volatile String unheeded;
    volatile int revision;

    record Colour(String colour) {}

    ThingCopies(Ledger ledger, String topic) {
        super(ledger, topic, "thing_copy", Colour.class);
    }

    @Override
    protected int revision() {
        return revision;
    }

    @Override
    protected Set<String> heeded(Transaction transaction, Set<String> types) {
        return unheeded == null
                ? types
                : types.stream().filter(type -> !type.endsWith(unheeded)).collect(Collectors.toSet());
    }

    @Override
    protected void changed(Transaction transaction, UUID id, Received received) throws SQLException {
        if (isAllergic && standing(transaction, id).stream().anyMatch(copy -> copy.content().colour().equals(POISON))) {
            throw new IllegalStateException("has the colour " + POISON);
        }
        if (soldOut != null && standing(transaction, id).stream().anyMatch(copy -> copy.content().colour().equals(soldOut))) {
            throw Problem.unavailable(soldOut + " is sold out", 1);
        }
        if (overflows && received.type() == null) {
            throw new StackOverflowError();
        }
        if (received.type() != null) {
            transaction.update("insert into thing_effect (id, sequence) values (?, ?)", id, received.sequence());
        }
    }
}
