package cloud.billing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.billing.action.Action;
import cloud.billing.internal.InternalApi;
import cloud.billing.internal.RequiresScope;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The packages, and which may depend on which. */
@AnalyzeClasses(packagesOf = BillingApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule eachInternalCallDeclaresItsScope = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(InternalApi.class)
            .and()
            .areDeclaredInClassesThat()
            .doNotHaveSimpleName("OpenApiController") // which is for everybody
            .and()
            .areMetaAnnotatedWith(RequestMapping.class)
            .should()
            .beAnnotatedWith(RequiresScope.class);

    @ArchTest
    static final ArchRule eachControllerIsOfTheInternalApiOrTheActionEndpoint = classes()
            .that()
            .areMetaAnnotatedWith(RestController.class)
            .and()
            .areNotAnnotations()
            .and()
            .doNotHaveSimpleName("ActionController")
            .should()
            .beAnnotatedWith(InternalApi.class);

    @ArchTest
    static final ArchRule noWorkHoldsUpReadiness =
            noClasses() // which waits for whoever listens for the end of the start
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(SpringApplicationEvent.class);

    @ArchTest
    static final ArchRule noQueryIsInHibernatesLanguage =
            noClasses() // whose parser costs a second of CPU at each start (docs/performance.md)
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.springframework.data.jpa.repository.Query");

    @ArchTest
    static final ArchRule thereAreNoCycles =
            slices().matching("cloud.billing.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theProtocolKnowsNoBilling = noClasses()
            .that()
            .resideInAnyPackage("..action..", "..access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..downgrade..", "..instance..", "..audit..");

    @ArchTest
    static final ArchRule whoCallsIsFoundOutWithoutTheProtocol = noClasses()
            .that()
            .resideInAPackage("..access..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..action..");

    @ArchTest
    static final ArchRule anActionIsHidden =
            classes().that().implement(Action.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule noBeanIsPublicWithoutNeed = classes()
            .that()
            .haveSimpleNameEndingWith("Repository")
            .or()
            .haveSimpleNameEndingWith("Controller")
            .or()
            .haveSimpleNameEndingWith("Configuration")
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule entitiesHaveNoSetters = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Entity.class)
            .should()
            .haveNameNotMatching("set[A-Z].*");

    @ArchTest
    static final ArchRule nobodyPrints =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule configurationIsRecords = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Value");

    @Test
    void theFeaturesAreModules() {
        ApplicationModules.of(BillingApplication.class).verify();
    }

    @ArchTest
    static void eachPackageIsNullMarked(JavaClasses classes) {
        assertThat(classes.stream().map(JavaClass::getPackage).filter(room -> !room.isAnnotatedWith(NullMarked.class)))
                .isEmpty();
    }
}
