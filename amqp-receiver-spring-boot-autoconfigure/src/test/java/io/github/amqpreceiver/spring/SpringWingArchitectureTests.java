package io.github.amqpreceiver.spring;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Keeps the directions of the Spring wing. */
class SpringWingArchitectureTests {

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.github.amqpreceiver.spring");

	@Test
	void doesNotSeeBoot() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot..", "io.github.amqpreceiver.boot..")
			.check(this.classes);
	}

	@Test
	void doesNotSeeInternalsOfTheCoreOrNetty() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.github.amqpreceiver.internal..", "io.netty..")
			.check(this.classes);
	}

	@Test
	void packagesHaveNoCycles() {
		slices().matching("io.github.amqpreceiver.spring.(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void optionalLibrariesAreSeenInFewClasses() {
		noClasses().that()
			.haveSimpleNameNotStartingWith("Jackson")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("tools.jackson..")
			.check(this.classes);
		noClasses().that()
			.resideOutsideOfPackage("..observe..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer..")
			.check(this.classes);
		noClasses().that()
			.doNotHaveSimpleName("CloudEventReader")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.cloudevents..")
			.check(this.classes);
		noClasses().that()
			.doNotHaveSimpleName("ReactiveResults")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("reactor..", "org.reactivestreams..")
			.check(this.classes);
		noClasses().that()
			.doNotHaveSimpleName("SuspendedCall")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("kotlin..", "kotlinx..")
			.check(this.classes);
	}

}
