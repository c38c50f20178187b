package org.tamga.events.membership;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.LanguageMap;

/**
 * That a person holds a post or belongs to an organisation (Popolo's Membership). The period's bounds say how long.
 *
 * @param personId who
 * @param postId the post held, or null
 * @param organisationId the organisation; null where the post says it
 * @param role such as {@code acting}, or null
 * @param label what the person is called in it, in languages, or null
 * @param onBehalfOfId the organisation for which the person is there, or null
 */
public record Membership(@NotNull UUID personId, UUID postId, UUID organisationId, @Size(max = 200) String role,
        LanguageMap label, UUID onBehalfOfId) {

    public Membership {
        if (postId == null && organisationId == null) {
            throw new IllegalArgumentException("needs a postId or an organisationId");
        }
    }
}
