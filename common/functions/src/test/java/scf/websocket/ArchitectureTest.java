package scf.websocket;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import scf.websocket.testing.architecture.Clocks;
import scf.websocket.testing.architecture.DoNotIncludeTestKit;

/** Architecture rules that the compiler cannot enforce. {@link ArchitectureRulesTest} has a violation of each. */
@AnalyzeClasses(
        packages = "scf.websocket",
        importOptions = {ImportOption.DoNotIncludeTests.class, DoNotIncludeTestKit.class})
class ArchitectureTest {
    private static final String[] HANDLERS = {
        "scf.websocket.register..", "scf.websocket.transmission..", "scf.websocket.cleanup.."
    };

    @ArchTest
    static final ArchRule ONLY_CLASSES_NAMED_FOR_MYSQL_KNOW_IT = noClasses()
            .that(not(simpleNameStartingWith("MySql")))
            .and()
            .resideOutsideOfPackage("..database..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.mysql..", "com.zaxxer..", "java.sql..", "javax.sql.."))
            .because("other classes use the port, ConnectionStore");

    @ArchTest
    static final ArchRule ONLY_CLASSES_NAMED_FOR_HTTP_KNOW_THE_CLIENT = noClasses()
            .that(not(simpleNameStartingWith("Http")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("okhttp3..", "okio.."))
            .because("other classes use the port, ReversePush, and load no HTTP client");

    @ArchTest
    static final ArchRule ONLY_CLASSES_NAMED_FOR_JSON_KNOW_IT = noClasses()
            .that(not(simpleNameStartingWith("Json")))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind.."));

    @ArchTest
    static final ArchRule EVENTS_SETTINGS_AND_THE_APPLICATIONS_INTERFACE_NEED_NO_LIBRARY = classes()
            .that(resideInAnyPackage("scf.websocket.event..", "scf.websocket.config..", "scf.websocket.app.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "scf.websocket..", "java..", "javax.crypto..", "org.jspecify..", "com.fasterxml.jackson.."));

    @ArchTest
    static final ArchRule THE_WIRE_CONTRACT_DEPENDS_ON_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("scf.websocket.event..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "scf.websocket.config..",
                    "scf.websocket.connection..",
                    "scf.websocket.push..",
                    "scf.websocket.app..",
                    "scf.websocket.chat..",
                    "scf.websocket.function.."));

    @ArchTest
    static final ArchRule THE_APPLICATION_DOES_NOT_KNOW_WHAT_RUNS_IT = noClasses()
            .that(resideInAnyPackage("scf.websocket.app..", "scf.websocket.chat.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("scf.websocket.function..", "com.qcloud.."));

    @ArchTest
    static final ArchRule FUNCTIONS_DO_NOT_KNOW_THE_GATEWAY = noClasses()
            .that()
            .resideOutsideOfPackage("scf.websocket.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("scf.websocket.gateway..");

    @ArchTest
    static final ArchRule WHAT_IS_SHARED_DOES_NOT_KNOW_THE_HANDLERS = noClasses()
            .that()
            .resideOutsideOfPackages(HANDLERS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(HANDLERS));

    @ArchTest
    static final ArchRule THE_LOG_FORMAT_DEPENDS_ON_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("scf.websocket.log..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("scf.websocket..").and(not(resideInAnyPackage("scf.websocket.log.."))));

    /** The classes that create a function's services pass clocks to the rest, so that tests control the time. */
    @ArchTest
    static final ArchRule TIME_IS_PASSED_IN = noClasses()
            .that(not(simpleName("HandlerServices"))
                    .and(not(simpleName("MySqlConnectionStore")))
                    .and(not(simpleName("JsonLogProvider"))))
            .should()
            .accessTargetWhere(Clocks.READS);

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_ON_EACH_OTHER_IN_ONE_DIRECTION =
            slices().matching("scf.websocket.(*)..").should().beFreeOfCycles();
}
