package org.tamga.gateway.service;

import java.util.concurrent.TimeoutException;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/** A service could not be asked, or did not answer as it should: a 502, 503 or 504 that names the domain, not the machine. */
public class ServiceFailure extends Problem {

    private static final long serialVersionUID = 1L;

    /** Long enough for a service to start again, short enough to be worth waiting for. */
    private static final int RETRY_AFTER_SECONDS = 5;

    private ServiceFailure(ProblemType type, String detail) {
        super(type, detail);
    }

    /** No connection came about: the service is away, or has more requests waiting than it may. */
    static ServiceFailure away(String domain) {
        var failure = new ServiceFailure(ProblemType.UNAVAILABLE, "The " + domain + " service is away just now.");
        failure.header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        return failure;
    }

    /** The service answered, but not with what can be used. */
    public static ServiceFailure broken(String domain, String how) {
        return new ServiceFailure(ProblemType.BAD_GATEWAY, "The " + domain + " service " + how + ".");
    }

    /** What went wrong after the connection stood. */
    public static ServiceFailure after(String domain, Throwable cause) {
        if (cause instanceof ServiceFailure known) {
            return known;
        }
        return cause instanceof TimeoutException
                ? new ServiceFailure(ProblemType.GATEWAY_TIMEOUT, "The " + domain + " service did not answer in time.")
                : broken(domain, "broke off before it had answered");
    }
}
