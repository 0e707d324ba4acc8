package io.github.amqpreceiver.test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What the peer may see of the rest. */
class PeerDirectionsTests {

	private static final String ROOT = "io.github.amqpreceiver";

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT + ".test", ROOT + ".boot.test");

	@Test
	void peerUsesTheCodecOfTheCoreAndNoneOfItsProtocol() {
		noClasses().should()
			.dependOnClassesThat(resideInAnyPackage(ROOT + ".internal.protocol..", ROOT + ".internal.sasl..",
					ROOT + ".internal.transport..", ROOT + ".internal.dispatch..", ROOT + ".internal.connection.."))
			.check(this.classes);
	}

	@Test
	void peerKnowsNothingOfSpring() {
		noClasses().that(resideInAnyPackage(ROOT + ".test.."))
			.should()
			.dependOnClassesThat(
					resideInAnyPackage("org.springframework..", ROOT + ".spring..", ROOT + ".boot..", "org.junit.."))
			.check(this.classes);
	}

	@Test
	void noPublicMethodShowsNettyOrTheInside() {
		methods().that()
			.arePublic()
			.and()
			.areDeclaredInClassesThat(modifier(JavaModifier.PUBLIC))
			.should()
			.notHaveRawReturnType(resideInAnyPackage("io.netty..", ROOT + ".internal.."))
			.check(this.classes);
	}

}
