package org.tamga.trade.agreement;

import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Interval;
import org.tamga.record.Stored;
import org.tamga.trade.party.Party;

/**
 * An agreement on trade or investment.
 *
 * @param title what it is called, in languages, or null
 * @param parties at least two
 * @param kind what it is
 * @param signedOn or null
 * @param gatheringId the gathering of events-service at which it was signed, or null
 * @param effectiveFrom the first day on which it is in force or provisionally applied, or null
 * @param effectiveTo the last such day, or null
 * @param status how far it has come; null where that is not known
 */
public record Agreement(LanguageMap title,
        @NotNull @Size(min = 2, max = 200, message = "has at least two parties, and at most 200") List<@NotNull @Valid Party> parties,
        @NotNull Kind kind, Edtf signedOn, UUID gatheringId, Edtf effectiveFrom, Edtf effectiveTo, Status status) {

    /** What an agreement is. */
    public enum Kind {
        MOU,
        COOPERATION,
        BRANCH_OFFICE,
        JOINT_COUNCIL,
        /** free-trade agreement */
        FTA,
        INVESTMENT
    }

    /** How far an agreement has come. */
    public enum Status {
        DRAFTED, INITIALLED, SIGNED, RATIFIED, PROVISIONALLY_APPLIED, IN_FORCE, SUSPENDED, EXPIRED, TERMINATED, REPLACED
    }

    /** The days on which it can be in force by its own dates, as PostgreSQL writes a daterange. */
    @Stored("daterange")
    String effectiveDays() {
        var from = effectiveFrom == null ? null : effectiveFrom.earliest();
        var to = effectiveTo == null || effectiveTo.latest() == null ? null : effectiveTo.latest().plusDays(1);
        return from != null && to != null && !from.isBefore(to) ? "empty" : new Interval(from, to).toRange();
    }

    /** The title and its parties' names as they sound, to be found in whichever script they are asked for. */
    @Stored("varchar")
    String nameKey() {
        return Party.nameKey(title, parties);
    }
}
