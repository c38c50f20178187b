package org.tamga.events.participation;

import java.util.UUID;

import jakarta.validation.constraints.Size;

/**
 * That somebody takes part in a gathering.
 *
 * @param personId the person, or null
 * @param organisationId the organisation, or null
 * @param sessionId in which session, or null where it is the whole gathering or not known
 * @param role as what, or null
 * @param postId the post in which the person comes, or null
 * @param onBehalfOfId the organisation that is represented, or null
 * @param attribution how the source names the participant, in its own words, or null
 * @param state such as {@code invited}, {@code confirmed}, {@code attended}, or null
 */
public record Participation(UUID personId, UUID organisationId, UUID sessionId, Role role, UUID postId, UUID onBehalfOfId,
        String attribution, @Size(max = 50) String state) {

    public Participation {
        if ((personId == null) == (organisationId == null)) {
            throw new IllegalArgumentException("is of either a personId or an organisationId");
        }
        if (postId != null && personId == null) {
            throw new IllegalArgumentException("has a postId, so it needs the personId of who holds it");
        }
    }

    /** As what somebody takes part. */
    public enum Role {
        SPEAKER, MODERATOR, PANELLIST, CHAIR, RAPPORTEUR, HEAD_OF_DELEGATION, DELEGATE, INTERPRETER, OBSERVER, MEDIA
    }
}
