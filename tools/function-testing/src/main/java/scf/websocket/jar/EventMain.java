package scf.websocket.jar;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a handler of the class path with event files, as SCF would, and prints one line "answer …" for each: for the
 * debugger of an IDE, whose run configurations are in {@code .run} and {@code .vscode}. Arguments: the handler string,
 * then the files.
 */
public final class EventMain {
    /** Somebody reads the function's variables meanwhile. */
    private static final int LIMIT_MILLIS = (int) TimeUnit.HOURS.toMillis(1);

    private EventMain() {}

    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        if (arguments.length < 2 || !arguments[0].contains("::")) {
            System.err.println("usage: HANDLER EVENT-FILE..., for example a.b.SomeFunction::mainHandler event.json");
            System.exit(2);
        }
        List<String> files = Arrays.asList(arguments).subList(1, arguments.length);
        String[] handler = arguments[0].split("::", 2);
        Object function = Class.forName(handler[0]).getConstructor().newInstance();
        Method method = FunctionRuntime.method(function, handler[1]);
        ObjectMapper json = new ObjectMapper();
        for (String file : files) {
            System.out.println("answer "
                    + FunctionRuntime.answer(
                            function, method, json.readTree(Path.of(file).toFile()), LIMIT_MILLIS));
        }
        // Like the platform, exit even if threads of the function are still running.
        System.exit(0);
    }
}
