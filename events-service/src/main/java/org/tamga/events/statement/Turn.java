package org.tamga.events.statement;

import java.util.UUID;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Period;

/**
 * A statement in a thread of questions and answers.
 *
 * @param statementId which
 * @param kind what kind of words
 * @param inReplyTo the statement of the thread to which it replies; null for the first
 * @param text the words
 */
public record Turn(UUID statementId, Statement.Kind kind, UUID inReplyTo, LanguageMap text) {

    static Turn of(Period<Statement> statement) {
        var content = statement.content();
        return new Turn(statement.id(), content.kind(), content.inReplyTo(), content.text());
    }
}
