package org.tamga.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;

import jakarta.inject.Singleton;
import jakarta.validation.Validator;

import org.tamga.commons.problem.Violation;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** Reads what a POST is asked that states no record, with the manners of every other body. */
@Singleton
public class Questions {

    private final ObjectMapper mapper;
    private final ObjectReader bodies;
    private final Validator validator;
    private final Exchange exchange;

    public Questions(ObjectMapper mapper, Validator validator, Exchange exchange) {
        this.mapper = mapper;
        this.bodies = RecordJson.bodies(mapper);
        this.validator = validator;
        this.exchange = exchange;
    }

    /** The request that asked so, as one that may be repeated. */
    public Repeatable repeatable(Record question) {
        return exchange.repeatable(mapper.valueToTree(question).toString());
    }

    /** The body as that record: 400 where it is no JSON object, 413 where it is too long, 422 with what is wrong and where. */
    public <Q extends Record> Q read(InputStream body, Class<Q> type) {
        var tree = RecordJson.tree(bodies, exchange.bounded(body, BoundedInput.QUESTION));
        var violations = new ArrayList<Violation>();
        RecordJson.checkTexts(tree, "", violations);
        RecordJson.throwIfAny(violations);
        Q question = null;
        try {
            question = mapper.readerFor(type).readValue(tree);
            validator.validate(question).forEach(violation -> violations.add(RecordJson.violation(violation, "")));
        } catch (JsonMappingException e) {
            violations.add(new Violation(RecordJson.pointer(e), RecordJson.reason(e)));
        } catch (IOException e) {
            violations.add(new Violation("", "cannot be read"));
        }
        RecordJson.throwIfAny(violations);
        return question;
    }
}
