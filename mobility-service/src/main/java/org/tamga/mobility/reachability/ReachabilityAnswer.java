package org.tamga.mobility.reachability;

import java.time.Instant;
import java.util.List;

import org.tamga.commons.value.Country;
import org.tamga.mobility.connection.ConnectionAnswer.Journey;
import org.tamga.mobility.stay.Admission;
import org.tamga.mobility.visa.Answer;
import org.tamga.record.Citation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * Who can be at a place in time.
 *
 * @param place a country, city or airport; of a gathering's city that no code stands for, its airports, with commas
 * @param arriveBefore when they must be there
 * @param departAfter when they may leave
 * @param groups in the order of the question
 */
public record ReachabilityAnswer(String place, Instant arriveBefore, Instant departAfter, List<Group> groups) {

    /**
     * A group.
     *
     * @param verdict of all reasons together
     * @param reasons each step of the proof
     * @param journeys there and back, as far as they are recorded
     */
    public record Group(Country nationality, String origin, Integer size, Answer verdict, List<Reason> reasons,
            List<Way> journeys) {}

    /**
     * A step of the proof.
     *
     * @param because in an English sentence
     * @param sources of what it rests on
     */
    public record Reason(Answer verdict, String because, List<Citation> sources) {

        static Reason of(Admission.Step step) {
            return new Reason(step.answer(), step.because(), step.sources());
        }
    }

    /** A journey in one of the two directions. */
    public record Way(Direction direction, @JsonUnwrapped Journey journey) {}

    /** Where one travels. */
    public enum Direction {
        THERE, BACK
    }
}
