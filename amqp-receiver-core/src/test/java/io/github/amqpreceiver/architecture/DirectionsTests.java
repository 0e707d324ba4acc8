package io.github.amqpreceiver.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The directions of {@code docs/architecture.md}: who may see whom.
 */
class DirectionsTests {

	private static final String ROOT = "io.github.amqpreceiver";

	private static JavaClasses classes;

	@BeforeAll
	static void read() {
		classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			// It is for tests, and looks at the channels of receivers on purpose.
			.withImportOption((location) -> !location.contains("/testsupport/"))
			.importPackages(ROOT);
	}

	@Test
	void packagesHaveNoCycles() {
		check(slices().matching(ROOT + ".(**)").should().beFreeOfCycles());
	}

	@Test
	void whatIsSupervisedIsLoggedFromTheEventsOnly() {
		check(noClasses().that()
			.resideInAPackage(ROOT + ".internal.connection")
			.and()
			.doNotHaveSimpleName("EventLog")
			.and()
			// It logs that a listener failed, which is no event.
			.doNotHaveSimpleName("EventHub")
			.should()
			.dependOnClassesThat()
			.haveFullyQualifiedName("org.slf4j.Logger"));
	}

	@Test
	void layersAreSeenFromAboveOnly() {
		check(layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("leaves")
			.definedBy(ROOT + ".type", ROOT + ".message", ROOT + ".delivery", ROOT + ".error", ROOT + ".recovery",
					ROOT + ".auth", ROOT + ".event")
			.layer("options")
			.definedBy(ROOT + ".options")
			.layer("codec")
			.definedBy(ROOT + ".internal.codec")
			.layer("frame")
			.definedBy(ROOT + ".internal.frame", ROOT + ".internal.message")
			.layer("sasl and protocol")
			.definedBy(ROOT + ".internal.sasl", ROOT + ".internal.protocol")
			.layer("transport and dispatch")
			.definedBy(ROOT + ".internal.transport", ROOT + ".internal.dispatch")
			.layer("connection")
			.definedBy(ROOT + ".internal.connection")
			.layer("facade")
			.definedBy(ROOT)
			.whereLayer("facade")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("connection")
			.mayOnlyBeAccessedByLayers("facade")
			.whereLayer("transport and dispatch")
			.mayOnlyBeAccessedByLayers("connection", "facade")
			.whereLayer("sasl and protocol")
			.mayOnlyBeAccessedByLayers("transport and dispatch", "connection", "facade")
			.whereLayer("frame")
			.mayOnlyBeAccessedByLayers("sasl and protocol", "transport and dispatch", "connection", "facade")
			.whereLayer("codec")
			.mayOnlyBeAccessedByLayers("frame", "sasl and protocol", "transport and dispatch", "connection", "facade")
			.whereLayer("options")
			.mayOnlyAccessLayers("leaves"));
	}

	@Test
	void onlyTheTransportSeesChannels() {
		check(noClasses().that(not(resideInAPackage(ROOT + ".internal.transport")))
			.should()
			.dependOnClassesThat(
					resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..", "io.netty.handler..")));
	}

	@Test
	void noPublicSignatureShowsNetty() {
		check(noMethods().that()
			.areDeclaredInClassesThat(not(resideInAPackage(ROOT + ".internal..")))
			.and()
			.arePublic()
			.should()
			.haveRawParameterTypes(anyFrom("io.netty.."))
			.orShould()
			.haveRawReturnType(resideInAPackage("io.netty..")));
	}

	@Test
	void theInsideNeverBlocksNorReflects() {
		check(noClasses().that(resideInAPackage(ROOT + ".internal.."))
			.should()
			.dependOnClassesThat(resideInAPackage("java.lang.reflect"))
			.orShould()
			.callMethod(Thread.class, "sleep", long.class)
			.orShould()
			.callMethod(java.util.concurrent.CompletableFuture.class, "join")
			.orShould()
			.callMethod(java.util.concurrent.CompletableFuture.class, "get"));
		check(methods().that()
			.areDeclaredInClassesThat(resideInAPackage(ROOT + ".internal.."))
			.should()
			.notHaveModifier(JavaModifier.SYNCHRONIZED));
	}

	@Test
	void nobodyButTheFacadeOpensTheInside() {
		check(noClasses().that(not(resideInAnyPackage(ROOT + ".internal..", ROOT)))
			.should()
			.dependOnClassesThat(resideInAPackage(ROOT + ".internal..")));
	}

	private static DescribedPredicate<java.util.List<JavaClass>> anyFrom(String pattern) {
		DescribedPredicate<JavaClass> inside = resideInAPackage(pattern);
		return DescribedPredicate.describe("any type of " + pattern, (types) -> types.stream().anyMatch(inside));
	}

	private static void check(ArchRule rule) {
		rule.check(classes);
	}

}
