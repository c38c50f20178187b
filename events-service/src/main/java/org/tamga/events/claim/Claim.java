package org.tamga.events.claim;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.value.MeasureReference;
import org.tamga.events.value.Quantity;
import org.tamga.events.value.Sounds;
import org.tamga.record.Stored;

/**
 * One thing that a statement says is so: what can be compared with the record, or at least be cited by itself.
 *
 * @param statementId the statement that says it
 * @param text the claim, in languages
 * @param kind what is claimed
 * @param subject what it is about, in a few words, or null
 * @param measure with what it can be compared, or null
 * @param quantity the number claimed, or null
 * @param trend the direction claimed, or null
 * @param aboutDate the time of which it is claimed, or null
 * @param aboutDateBasis whence that time is taken; stated where nothing is said
 * @param relations how it stands to other claims
 */
public record Claim(@NotNull UUID statementId, @NotNull LanguageMap text, @NotNull Kind kind, String subject,
        @Valid MeasureReference measure, @Valid Quantity quantity, @Valid Trend trend, Edtf aboutDate,
        AboutDateBasis aboutDateBasis, @Size(max = 100) List<@NotNull @Valid Relation> relations) {

    public Claim {
        aboutDateBasis = aboutDateBasis == null && aboutDate != null ? AboutDateBasis.STATED : aboutDateBasis;
    }

    @Stored("varchar")
    String sounds() {
        return Sounds.of(Stream.concat(Sounds.texts(text), Stream.ofNullable(subject)));
    }

    /** What is claimed. */
    public enum Kind {
        COUNT, AMOUNT, SHARE, DURATION, OCCURRENCE, TREND, INTENTION, POSITION;

        /** True for what is claimed with a number. */
        boolean isNumeric() {
            return this == COUNT || this == AMOUNT || this == SHARE || this == DURATION;
        }
    }

    /**
     * A change over time.
     *
     * @param direction where it goes
     * @param since from when on, or null
     */
    public record Trend(@NotNull Direction direction, Edtf since) {}

    /** Where a trend goes. */
    public enum Direction {
        UP, DOWN, STABLE
    }

    /** Whence the time is taken of which something is claimed: the words themselves, the day they were said or published. */
    public enum AboutDateBasis {
        STATED, STATEMENT, PUBLICATION
    }

    /**
     * How a claim stands to another.
     *
     * @param type how
     * @param claimId the other
     */
    public record Relation(@NotNull RelationType type, @NotNull UUID claimId) {}

    /** How a claim stands to another. */
    public enum RelationType {
        REPEATS, UPDATES, CONTRADICTS, NARROWS, QUOTES;

        /** The same seen from the other claim. */
        String reversed() {
            return switch (this) {
                case REPEATS -> "repeated-by";
                case UPDATES -> "updated-by";
                case CONTRADICTS -> "contradicted-by";
                case NARROWS -> "narrowed-by";
                case QUOTES -> "quoted-by";
            };
        }
    }
}
