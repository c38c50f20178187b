package org.tamga.events.assessment;

import org.tamga.events.assessment.Assessment.Method;
import org.tamga.events.assessment.Assessment.Observed;
import org.tamga.events.claim.Verdict;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a claim stands at, in brief: a person's verdict before that of the rules.
 *
 * @param method whose verdict it is
 * @param observed what the record says by the rules' finding; null where there is none
 * @param evidence the address of the records behind the observed number, or null
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Standing(Verdict verdict, Method method, Observed observed, String evidence) {}
