package scf.websocket.deploy;

/** The program that {@link ColdStartIT} runs in a process of its own: makes the handler's class, as SCF does at a cold start. */
final class ColdStart {
    private ColdStart() {}

    /** @param arguments the name of the class */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class.forName(arguments[0]).getConstructor().newInstance();
    }
}
