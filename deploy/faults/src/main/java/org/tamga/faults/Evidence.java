package org.tamga.faults;

import java.util.List;
import java.util.Map;

/**
 * What there is after a fault, from every place that has it.
 *
 * @param record the versions that the record's own history holds
 * @param log the service's change log, in its order
 * @param topic the topic, partition by partition in its order
 * @param stream what a subscriber was sent that resumed whenever it was cut off
 * @param copies by consumer, each record's mark in that consumer's copy
 */
record Evidence(List<Version> record, List<Version> log, List<Version> topic, List<Version> stream,
        Map<String, Map<String, String>> copies) {

    /**
     * A version as one of the places has it.
     *
     * @param event the event's id; null in the record's own history
     */
    record Version(String record, int version, String mark, String event) {

        /** Without the event's id. */
        Version plain() {
            return new Version(record, version, mark, null);
        }
    }
}
