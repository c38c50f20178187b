package org.tamga.record;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.tamga.record.database.Transaction;

/**
 * A write before it lands, as a room's rules see it.
 *
 * @param transaction the write's own, with the record locked
 * @param id the record
 * @param parentId the record that it is part of, or null
 * @param write what is stated
 * @param standing what stands of the record until then, in the order of its days
 * @param isNew whether nothing was ever stated of the record: nothing can refer to it yet
 * @param neighbours what stands of other records of the same {@link Records#neighbourhood}, in no order
 */
public record Draft<C>(Transaction transaction, UUID id, UUID parentId, Write<C> write, List<Period<C>> standing,
        boolean isNew, List<Period<C>> neighbours) {

    /** What is to be recorded. */
    public C content() {
        return write.content();
    }

    /** What stands on the first day that is stated: the period to be replaced or trimmed there. */
    public Optional<Period<C>> replaced() {
        var from = write.valid().from();
        return standing.stream()
                .filter(period -> from == null ? period.valid().from() == null : period.valid().contains(from)).findFirst();
    }
}
