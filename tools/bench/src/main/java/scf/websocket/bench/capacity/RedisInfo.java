package scf.websocket.bench.capacity;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The counters in what {@code INFO} answers. */
final class RedisInfo {
    static final String CALLS = "calls of ";
    static final String BYTES_IN = "total_net_input_bytes";
    static final String BYTES_OUT = "total_net_output_bytes";
    static final String MEMORY = "used_memory";
    /** Of Redis's processor, in nanoseconds as the others are. */
    static final String TIME = "redis";

    private static final Pattern NUMBER =
            Pattern.compile("^(" + BYTES_IN + "|" + BYTES_OUT + "|" + MEMORY + "):(\\d+)\\s*$", Pattern.MULTILINE);
    private static final Pattern COMMAND = Pattern.compile("^cmdstat_([^:]+):calls=(\\d+),", Pattern.MULTILINE);
    private static final Pattern PROCESSOR =
            Pattern.compile("^used_cpu_(?:sys|user):(\\d+\\.\\d+)\\s*$", Pattern.MULTILINE);

    private RedisInfo() {}

    /** Bytes, memory, processor time, and the calls of each command but of {@code INFO} itself. */
    static Counts parse(String info) {
        Map<String, Long> values = new TreeMap<>();
        for (Matcher number = NUMBER.matcher(info); number.find(); ) {
            values.put(number.group(1), Long.parseLong(number.group(2)));
        }
        for (Matcher command = COMMAND.matcher(info); command.find(); ) {
            if (!command.group(1).equals("info")) {
                values.put(CALLS + command.group(1), Long.parseLong(command.group(2)));
            }
        }
        double seconds = 0;
        for (Matcher part = PROCESSOR.matcher(info); part.find(); ) {
            seconds += Double.parseDouble(part.group(1));
        }
        values.put(TIME, Math.round(seconds * 1e9));
        return Counts.of(values);
    }
}
