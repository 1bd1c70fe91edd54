package scf.websocket.errorprone;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Deque;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Error Prone, whose classes are kept for the next compilation in this JVM. Javac makes a class loader for each compilation, so that
 * a build would load and compile Error Prone's two thousand classes fifty times: nearly half of the processor time of compiling.
 *
 * <p>Copies are not shared by compilations at the same time: each takes one that is free, or else makes one.
 */
public final class KeptErrorProne implements Plugin {
    private static final String ERROR_PRONE = "ErrorProne";

    /** Called by javac. */
    public KeptErrorProne() {}

    @Override
    public String getName() {
        return "KeptErrorProne";
    }

    @Override
    public void init(JavacTask task, String... arguments) {
        URLClassLoader own = (URLClassLoader) getClass().getClassLoader();
        Deque<ClassLoader> free = free(own.getURLs());
        ClassLoader taken = free.pollFirst();
        ClassLoader loader = taken == null ? new URLClassLoader(own.getURLs(), own.getParent()) : taken;
        if (!replaceLoader(task, loader)) {
            errorProne(own).init(task, arguments);
            return;
        }
        errorProne(loader).init(task, arguments);
        task.addTaskListener(new TaskListener() {
            @Override
            public void finished(TaskEvent event) {
                if (event.getKind() == TaskEvent.Kind.COMPILATION) {
                    free.addFirst(loader);
                }
            }
        });
    }

    /**
     * The copies of these jars that no compilation uses. Only the JDK lives as long as the JVM, so one of its registries holds them:
     * not the system properties, of which other plugins expect that they are texts.
     */
    @SuppressWarnings("unchecked")
    private static Deque<ClassLoader> free(URL[] jars) {
        MBeanServer registry = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = new ObjectName(
                    KeptErrorProne.class.getPackageName(), "jars", ObjectName.quote(Arrays.toString(jars)));
            if (!registry.isRegistered(name)) {
                register(registry, name);
            }
            return (Deque<ClassLoader>) registry.invoke(name, "get", null, null);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void register(MBeanServer registry, ObjectName name) throws JMException {
        Deque<ClassLoader> none = new ConcurrentLinkedDeque<>();
        Supplier<Deque<ClassLoader>> holder = () -> none;
        try {
            registry.registerMBean(new StandardMBean(holder, Supplier.class), name);
        } catch (InstanceAlreadyExistsException e) {
            // Another compilation was faster.
        }
    }

    /**
     * Error Prone asks javac for the loader of its own plugins, such as NullAway, so javac has to know the kept one.
     *
     * @return whether this JDK allows it; {@code .mvn/jvm.config} does
     */
    private static boolean replaceLoader(JavacTask task, ClassLoader loader) {
        try {
            Object context = task.getClass().getMethod("getContext").invoke(task);
            Class<?> processing = Class.forName("com.sun.tools.javac.processing.JavacProcessingEnvironment");
            Object environment = processing
                    .getMethod("instance", Class.forName("com.sun.tools.javac.util.Context"))
                    .invoke(null, context);
            Field field = processing.getDeclaredField("processorClassLoader");
            field.setAccessible(true);
            field.set(environment, loader);
            return true;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return false;
        }
    }

    private static Plugin errorProne(ClassLoader loader) {
        return ServiceLoader.load(Plugin.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(plugin -> plugin.getName().equals(ERROR_PRONE))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(ERROR_PRONE + " is not on the path of annotation processors"));
    }
}
