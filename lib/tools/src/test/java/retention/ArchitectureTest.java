package retention;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import retention.project.Project;

/** The arrows between modules and packages are those that docs/architecture.md draws. */
class ArchitectureTest {

    private static final String[] NUMERICS = {"numerics.."};
    private static final String[] TOOLS = {
        "retention.replica..", "retention.scoring..", "retention.validation..", "retention.cli.."
    };
    private static final Pattern ARROW = Pattern.compile("(?m)^ +(\\w+) --> (\\w+)$");
    private static final Pattern TESTS = Pattern.compile(".*(test-classes|-tests\\.jar|/test/).*");
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption((ImportOption) location -> !location.matches(TESTS))
            .importPackages("numerics", "retention");

    @Test
    void numericsKnowsNothingOfTheStudy() {
        noClasses()
                .that()
                .resideInAnyPackage(NUMERICS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("retention..", "ai.djl..", "com.google.gson..", "java.nio.file..")
                .check(OURS);
    }

    @Test
    void theStudyDoesNotKnowTheTools() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TOOLS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TOOLS)
                .check(OURS);
    }

    @Test
    void figuresDoNotKnowTheStudyThatTheyShow() {
        noClasses()
                .that()
                .resideInAPackage("retention.figures..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("retention.study..")
                .check(OURS);
    }

    @Test
    void noPackagesUseEachOtherInACircle() {
        slices().matching("(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void everyArrowFollowsFromThoseThatAreDrawn() throws IOException {
        var drawn = reachable(Files.readString(Project.find().root().resolve("docs/architecture.md")));
        assertThat(drawn).containsKeys("cli", "study", "posts", "evaluation");
        classes().should(followOnly(drawn)).check(OURS);
    }

    /** The packages that can be reached by the arrows of a picture, by the package they start from. */
    private static Map<String, Set<String>> reachable(String picture) {
        Map<String, Set<String>> reached = new HashMap<>();
        ARROW.matcher(picture).results().forEach(arrow -> reached.computeIfAbsent(
                        arrow.group(1), from -> new HashSet<>())
                .add(arrow.group(2)));
        for (int step = 0; step < reached.size(); step++) {
            reached.values()
                    .forEach(to -> Set.copyOf(to).forEach(next -> to.addAll(reached.getOrDefault(next, Set.of()))));
        }
        return reached;
    }

    private static ArchCondition<JavaClass> followOnly(Map<String, Set<String>> reachable) {
        return new ArchCondition<>("use only packages that a drawn arrow leads to") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                var from = name(item);
                for (var dependency : item.getDirectDependenciesFromSelf()) {
                    var to = name(dependency.getTargetClass());
                    boolean ours = OURS.contain(dependency.getTargetClass().getName());
                    if (ours
                            && !from.equals(to)
                            && !reachable.getOrDefault(from, Set.of()).contains(to)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }

            private String name(JavaClass type) {
                var name = type.getPackageName();
                return name.substring(name.lastIndexOf('.') + 1);
            }
        };
    }
}
