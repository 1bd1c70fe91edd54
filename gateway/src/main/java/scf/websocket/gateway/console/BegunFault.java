package scf.websocket.gateway.console;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import scf.websocket.gateway.fault.Fault;
import scf.websocket.gateway.fault.Faults;
import scf.websocket.gateway.http.HttpAnswer;

/** The answer to somebody who begins a fault. */
final class BegunFault {
    private BegunFault() {}

    /** @param fault empty if there are too many */
    static HttpAnswer answer(Optional<Fault> fault) {
        return fault.map(begun -> HttpAnswer.json(
                        HttpResponseStatus.OK, HttpAnswer.okBody().put("id", begun.id())))
                .orElseGet(() -> HttpAnswer.json(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        503,
                        Faults.MAX_FAULTS + " faults last, and no more may"));
    }
}
