package io.micromirror;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** Who may know whom: Kubernetes stays at the rim, and packages are features that do not lean on each other in circles. */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.micromirror");

    private static final String[] RIM = {"io.micromirror.api..", "io.micromirror.node..", "io.micromirror.kube.."};
    private static final String[] KUBERNETES = {"io.fabric8..", "io.javaoperatorsdk.."};

    @Test
    void onlyTheRimKnowsKubernetes() {
        noClasses()
                .that(not(resideInAnyPackage(RIM)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KUBERNETES)
                .check(CODE);
    }

    @Test
    void onlyTheRimKnowsTheApi() {
        noClasses()
                .that(not(resideInAnyPackage(RIM)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micromirror.api..")
                .check(CODE);
    }

    @Test
    void theApiKnowsNothingOfTheOperator() {
        noClasses()
                .that()
                .resideInAPackage("io.micromirror.api..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.micromirror..").and(not(resideInAnyPackage("io.micromirror.api.."))))
                .check(CODE);
    }

    @Test
    void packagesDoNotDependInCircles() {
        slices().matching("io.micromirror.(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void namesSaySomething() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Base")
                .check(CODE);
    }

    @Test
    void subcommandsAreNamedSo() {
        classes()
                .that()
                .areAnnotatedWith(Command.class)
                .and()
                .doNotHaveSimpleName("Micromirror")
                .should()
                .haveSimpleNameEndingWith("Command")
                .check(CODE);
    }
}
