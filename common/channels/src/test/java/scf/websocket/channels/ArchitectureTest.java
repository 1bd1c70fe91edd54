package scf.websocket.channels;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
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
        packages = "scf.websocket.channels",
        importOptions = {ImportOption.DoNotIncludeTests.class, DoNotIncludeTestKit.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_CLASSES_NAMED_FOR_MYSQL_KNOW_IT = noClasses()
            .that(not(nameMatching(".*\\.MySql[^.]*")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.mysql..", "com.zaxxer..", "java.sql.."));

    @ArchTest
    static final ArchRule ONLY_CLASSES_NAMED_FOR_HTTP_KNOW_THE_CLIENT = noClasses()
            .that(not(simpleNameStartingWith("Http")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("okhttp3..", "okio.."));

    @ArchTest
    static final ArchRule ONLY_CLASSES_NAMED_FOR_JSON_KNOW_IT = noClasses()
            .that(not(simpleNameStartingWith("Json")))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind.."));

    @ArchTest
    static final ArchRule ONLY_CLASSES_NAMED_FOR_PROTOBUF_KNOW_IT = noClasses()
            .that(not(simpleNameStartingWith("Protobuf")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.google.protobuf.."))
            .because("clients that speak JSON load none of it");

    /** The download of a key set is the library's port. */
    @ArchTest
    static final ArchRule ONLY_CLASSES_NAMED_FOR_NIMBUS_KNOW_IT = noClasses()
            .that(not(simpleNameStartingWith("Nimbus")).and(not(simpleName("HttpKeySet"))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.nimbusds.."))
            .because("it loads with the first token");

    @ArchTest
    static final ArchRule THE_PROTOCOL_DEPENDS_ON_MESSAGES_ONLY = classes()
            .that(resideInAnyPackage("scf.websocket.channels.protocol.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "scf.websocket.channels.protocol..",
                    "scf.websocket.push..",
                    "scf.websocket.event..",
                    "com.fasterxml.jackson.core..",
                    "java..",
                    "org.jspecify.."));

    @ArchTest
    static final ArchRule THE_APPLICATION_DOES_NOT_KNOW_WHAT_RUNS_IT =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("scf.websocket.function..", "com.qcloud.."));

    /** The application, which the functions create without a clock, passes one to the rest. */
    @ArchTest
    static final ArchRule TIME_IS_PASSED_IN =
            noClasses().that(not(simpleName("ChannelsApp"))).should().accessTargetWhere(Clocks.READS);

    @ArchTest
    static final ArchRule PACKAGES_DEPEND_ON_EACH_OTHER_IN_ONE_DIRECTION =
            slices().matching("scf.websocket.channels.(*)..").should().beFreeOfCycles();
}
