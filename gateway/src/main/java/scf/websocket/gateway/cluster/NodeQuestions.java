package scf.websocket.gateway.cluster;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Asks the other nodes for what operators want to see of all of them. Thread-safe; never blocks. */
public interface NodeQuestions {
    /** The longest question, in bytes of UTF-8. */
    int MAX_QUESTION_BYTES = 8 * 1024;

    /** The longest report, in bytes of UTF-8. */
    int MAX_REPORT_BYTES = 256 * 1024;

    /** The report of a node that has none to give. */
    String NONE = "";

    /**
     * Sets what reports to other nodes. Until then, they get {@link #NONE}, as they do for a report that fails or is too
     * long.
     *
     * @param reports gets a question; must not block
     */
    void answerWith(Function<String, CompletionStage<String>> reports);

    /**
     * Asks all other live nodes, within limits of their number and of time.
     *
     * @return the reports by node, without those that did not come; completes normally
     */
    CompletionStage<Map<String, String>> askOthers(String question);
}
