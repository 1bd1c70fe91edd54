package scf.websocket.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import scf.websocket.testing.architecture.Clocks;

/** Dependencies between packages. {@link ArchitectureRulesTest} violates each rule. */
@AnalyzeClasses(packages = "scf.websocket", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String GATEWAY = "scf.websocket.gateway.";

    private static String[] rooms(String... names) {
        return Stream.of(names).map(name -> GATEWAY + name + "..").toArray(String[]::new);
    }

    private static ArchRule doesNotKnow(String room, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(GATEWAY + room + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(rooms(others)));
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("scf.websocket.gateway.(*)..")
            .should()
            .beFreeOfCycles();

    /** Assigns nested classes to the file that contains them. */
    private static final class FilesOfTheGateway implements SliceAssignment {
        private static final DescribedPredicate<JavaClass> OURS = resideInAnyPackage("scf.websocket.gateway..");

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return OURS.test(type)
                    ? SliceIdentifier.of(type.getName().replaceAll("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "files";
        }
    }

    @ArchTest
    static final ArchRule filesHaveNoCycles = SlicesRuleDefinition.slices()
            .assignedFrom(new FilesOfTheGateway())
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyKnowsTheAssembly = noClasses()
            .that()
            .resideInAPackage("scf.websocket.gateway.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("scf.websocket.gateway");

    @ArchTest
    static final ArchRule connectionsKnowNoOtherRoom = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "connection..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("scf.websocket..")
                    .and(not(resideInAnyPackage(
                            "scf.websocket.event..",
                            GATEWAY + "connection..",
                            GATEWAY + "failure..",
                            GATEWAY + "metrics.."))));

    @ArchTest
    static final ArchRule handshakesDoNotKnowWhoPushesOrHowTheyAreConfigured =
            doesNotKnow("handshake", "push", "cluster", "options");

    @ArchTest
    static final ArchRule cleanupsDoNotKnowWhatEnded =
            doesNotKnow("cleanup", "session", "handshake", "push", "cluster", "options");

    @ArchTest
    static final ArchRule routesDoNotKnowWhoUsesThem =
            doesNotKnow("route", "session", "handshake", "cleanup", "push", "cluster", "options");

    @ArchTest
    static final ArchRule pushesDoNotKnowTheOtherGateways =
            doesNotKnow("push", "handshake", "route", "cluster", "options");

    @ArchTest
    static final ArchRule tailsDoNotKnowWhoPushes =
            doesNotKnow("tail", "handshake", "cleanup", "push", "cluster", "options");

    @ArchTest
    static final ArchRule extensionsAreReadWithoutKnowingWhoAppliesThem = doesNotKnow(
            "extension", "session", "handshake", "cleanup", "push", "cluster", "options", "route", "invoke");

    @ArchTest
    static final ArchRule theClusterDoesNotKnowTheRoutes = doesNotKnow("cluster", "handshake", "route", "options");

    @ArchTest
    static final ArchRule theClusterDoesNotKnowItsAdapter = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "cluster")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(GATEWAY + "cluster.redis..");

    @ArchTest
    static final ArchRule onlyTheAdapterKnowsTheClientOfRedis = noClasses()
            .that()
            .resideOutsideOfPackages(GATEWAY + "cluster.redis..", GATEWAY + "redis..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    @ArchTest
    static final ArchRule connectingToRedisKnowsNothingOfTheNodes = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "redis..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("scf.websocket..")
                    .and(not(resideInAnyPackage(rooms("failure", "redis", "security")))));

    @ArchTest
    static final ArchRule toolsKnowNoRoom = noClasses()
            .that(resideInAnyPackage(rooms(
                    "address",
                    "check",
                    "deflate",
                    "failure",
                    "fault",
                    "http",
                    "journal",
                    "limit",
                    "metrics",
                    "page",
                    "security",
                    "trace")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(rooms(
                    "cleanup",
                    "cluster",
                    "connection",
                    "console",
                    "deadletter",
                    "handshake",
                    "health",
                    "invoke",
                    "options",
                    "push",
                    "route",
                    "session")));

    @ArchTest
    static final ArchRule theConsoleIsKnownToTheAssemblyAlone = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "*..")
            .and()
            .resideOutsideOfPackage(GATEWAY + "console..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(rooms("console")));

    @ArchTest
    static final ArchRule callingFunctionsKnowsNothingOfSockets = doesNotKnow(
            "invoke", "connection", "session", "handshake", "cleanup", "route", "push", "cluster", "http", "options");

    @ArchTest
    static final ArchRule onlyTheCallsOfHttpTargetsKnowNettyAndItsClient = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "invoke..")
            .and()
            .haveNameNotMatching(".*\\.Http[^.]*")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.netty..", "reactor.."));

    /** The assembly passes clocks to the classes that need one, so that tests control the time. */
    @ArchTest
    static final ArchRule timeIsPassedIn = noClasses()
            .that()
            .resideInAPackage("scf.websocket.gateway..")
            .and()
            .doNotHaveFullyQualifiedName("scf.websocket.gateway.Gateway")
            .should()
            .accessTargetWhere(Clocks.READS);

    /** It also makes the new name durable. */
    @ArchTest
    static final ArchRule filesAreReplacedByOneClass = noClasses()
            .that()
            .doNotHaveSimpleName("PrivateFiles")
            .should()
            .callMethod(Files.class, "move", Path.class, Path.class, CopyOption[].class);

    @ArchTest
    static final ArchRule theJdksHttpClientIsNotUsed = noClasses()
            .that()
            .resideInAPackage("scf.websocket.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..");

    @ArchTest
    static final ArchRule sessionsDoNotKnowWhoPushesOrHowTheyAreConfigured = noClasses()
            .that()
            .resideInAPackage(GATEWAY + "session..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(rooms("handshake", "push", "cluster", "options", "console"))
                    .or(resideInAnyPackage("picocli..")));

    @ArchTest
    static final ArchRule theCommandLineIsKnownToTheAssemblyAndTheOptionsAlone = noClasses()
            .that()
            .resideInAPackage("scf.websocket.gateway.*..")
            .and()
            .resideOutsideOfPackage(GATEWAY + "options..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule theWireContractIsAllThatIsSharedWithTheFunctions = noClasses()
            .that()
            .resideInAPackage("scf.websocket.gateway..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("scf.websocket..")
                    .and(not(resideInAnyPackage("scf.websocket.gateway..", "scf.websocket.event.."))));

    @ArchTest
    static final ArchRule onlyTheNamedInvokersKnowTheirTechnology = noClasses()
            .that()
            .resideInAPackage("scf.websocket.gateway..")
            .and()
            .haveSimpleNameNotStartingWith("Http")
            .and()
            .haveSimpleNameNotContaining("Invoker")
            .and()
            .resideOutsideOfPackage(GATEWAY + "invoke..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("reactor.netty..", "com.tencentcloudapi.."));
}
