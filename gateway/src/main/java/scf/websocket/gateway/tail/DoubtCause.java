package scf.websocket.gateway.tail;

/** Why a tail may lack a message. Labels of a metric. */
enum DoubtCause {
    /** Messages may have been sent before this node was subscribed to the new tail. */
    NEW("new"),

    /** A number is missing for longer than messages overtake each other. */
    GAP("gap"),

    /** A message was announced without data. */
    NO_DATA("no-data"),

    /** A member needs messages that the ring does not have. */
    LAGGARD("laggard"),

    /** A message or a member has another epoch. */
    EPOCH("epoch"),

    /** The subscription was lost, or is there again. */
    SUBSCRIPTION("subscription"),

    /** Other nodes may lack a message that this node could not publish, and this node theirs. */
    PUBLISH("publish"),

    /** The last message may be missing: its publisher may have died between commit and send. */
    IDLE("idle"),

    /** The last pull failed, or left something open. */
    AGAIN("again");

    private final String label;

    DoubtCause(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
