package org.tamga.events.assessment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

/** The latest findings of a claim, side by side: a person's never replaces the automatic one, nor is it replaced by it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Latest(Assessment automatic, Assessment human) {

    @JsonIgnore
    boolean isEmpty() {
        return automatic == null && human == null;
    }
}
