package scf.websocket.deploy;

/**
 * The program that {@link ColdStartIT} runs in a separate process: instantiates the handler, as SCF does on a cold
 * start.
 */
final class ColdStart {
    private ColdStart() {}

    /** @param arguments the class name */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class.forName(arguments[0]).getConstructor().newInstance();
    }
}
