package org.facelane.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules hold in the whole project, and each of them can fail.
final class ArchitectureTest {
    private static List<CodeClass> classes = List.of();

    @TempDir
    private Path folder;

    @BeforeAll
    static void read() throws IOException {
        classes = Codebase.read();
        assertThat(classes).as("classes of the three modules").hasSizeGreaterThan(100);
    }

    @Nested
    final class Holds {
        @Test
        void everyImportIsInTheTable() {
            assertThat(AllowedImports.offences(classes)).isEmpty();
        }

        @Test
        void nothingIsAllowedThatIsNotNeeded() {
            assertThat(AllowedImports.unused(classes)).isEmpty();
        }

        @Test
        void modulesPointDownwards() {
            assertThat(ClassRules.modules(classes)).isEmpty();
        }

        @Test
        void noPackageImportsItselfThroughOthers() {
            assertThat(ClassRules.cycles(classes)).isEmpty();
        }

        @Test
        void namesSayWhatThingsAre() {
            assertThat(ClassRules.names(classes)).isEmpty();
        }

        @Test
        void packagesAreSmall() {
            assertThat(ClassRules.packageSizes(classes)).isEmpty();
        }

        @Test
        void interfacesHaveTwoImplementations() {
            assertThat(ClassRules.interfaces(classes)).isEmpty();
        }

        @Test
        void packagesSayWhereToStart() {
            assertThat(ClassRules.packageInfos(classes)).isEmpty();
        }

        @Test
        void timeComesIn() {
            assertThat(ClassRules.clocks(classes)).isEmpty();
        }

        @Test
        void onlyEnrolmentMakesTemplates() {
            assertThat(ClassRules.templates(classes)).isEmpty();
        }

        @Test
        void noStoreTakesAProbeOrAnImage() {
            assertThat(ClassRules.stores(classes)).isEmpty();
        }

        @Test
        void noLaneNamesTemplateOrReference() {
            assertThat(ClassRules.lanes(classes)).isEmpty();
        }

        @Test
        void nothingIsReflectedOrSerialized() {
            assertThat(ClassRules.reflection(classes)).isEmpty();
        }
    }

    @Nested
    final class CanFail {
        @Test
        void importsOutsideTheTable() throws IOException {
            fails(
                    AllowedImports::offences,
                    "package org.facelane.face.gallery; class Bad { org.facelane.face.model.ModelPack pack; }",
                    "uses org.facelane.face.model.ModelPack");
            fails(
                    AllowedImports::offences,
                    "package org.facelane.venue.erase; class Bad { Object a(org.springframework.core.io.Resource r) {"
                            + " return r; } }",
                    "uses org.springframework.core.io.Resource");
            fails(
                    AllowedImports::offences,
                    "package org.facelane.venue; class Bad { java.util.List<org.facelane.face.Template> all; }",
                    "uses org.facelane.face.Template");
            fails(AllowedImports::offences, "package org.facelane.venue.misc; class Bad {}", "is not in the table");
        }

        @Test
        void entriesOfTheTableThatNobodyNeeds() throws IOException {
            assertThat(AllowedImports.unused(Snippets.compile(folder, "package org.facelane.face; class A {}")))
                    .contains("face.gallery may import face and does not: take it off the table");
        }

        @Test
        void modulesUpwards() throws IOException {
            fails(
                    ClassRules::modules,
                    "package org.facelane.face.gallery; class Bad { org.facelane.venue.TicketId ticket; }",
                    "bench → venue → face");
        }

        @Test
        void cycles() throws IOException {
            List<CodeClass> cycle = Snippets.compile(
                    folder,
                    "package org.facelane.venue.a; public class A { org.facelane.venue.b.B b; }",
                    "package org.facelane.venue.b; public class B { org.facelane.venue.c.C c; }",
                    "package org.facelane.venue.c; public class C { org.facelane.venue.a.A a; }");
            assertThat(ClassRules.cycles(cycle)).hasSize(3);
        }

        @Test
        void names() throws IOException {
            fails(ClassRules::names, "package org.facelane.venue; class TicketService {}", "TicketService");
            fails(ClassRules::names, "package org.facelane.venue; class AbstractGate {}", "AbstractGate");
            fails(ClassRules::names, "package org.facelane.face; class AgeEstimate {}", "AgeEstimate");
            assertThat(ClassRules.names(Snippets.compile(folder, "package org.facelane.face; class ImagePage {}")))
                    .noneMatch(offence -> offence.contains("ImagePage"));
        }

        @Test
        void packageSizes() throws IOException {
            List<String> sources = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                sources.add("package org.facelane.venue.many; class Many" + i + " {}");
            }
            assertThat(ClassRules.packageSizes(Snippets.compile(folder, sources.toArray(String[]::new))))
                    .hasSize(1);
        }

        @Test
        void interfaces() throws IOException {
            fails(ClassRules::interfaces, "package org.facelane.venue; interface Tickets { void a(); }", "Tickets");
            assertThat(ClassRules.interfaces(Snippets.compile(
                            folder.resolve("allowed"),
                            "package org.facelane.venue; sealed interface Way { record In() implements" + " Way {} }",
                            "package org.facelane.venue; class A { @FunctionalInterface interface Work"
                                    + " { void a(); } }")))
                    .isEmpty();
        }

        @Test
        void packageInfos() throws IOException {
            fails(ClassRules::packageInfos, "package org.facelane.venue.bare; class A {}", "venue.bare");
        }

        @Test
        void clocks() throws IOException {
            fails(
                    ClassRules::clocks,
                    "package org.facelane.venue; class Late { Object a() { return java.time.Instant.now(); } }",
                    "reads the clock");
            fails(
                    ClassRules::clocks,
                    "package org.facelane.venue; class Tick { Object a() { return java.time.Clock.systemUTC(); } }",
                    "reads the clock");
        }

        @Test
        void templates() throws IOException {
            fails(
                    ClassRules::templates,
                    "package org.facelane.venue.http; import org.facelane.face.*; class Bad {"
                            + " Object a(Features f, Rotation r) { return Template.of(f, r); } }",
                    "calls Template.of");
        }

        @Test
        void stores() throws IOException {
            fails(
                    ClassRules::stores,
                    "package org.facelane.venue.store; class Bad { void a(java.util.List<org.facelane.face.Probe> b) {}"
                            + " }",
                    "names Probe or Image");
        }

        @Test
        void lanes() throws IOException {
            fails(
                    ClassRules::lanes,
                    "package org.facelane.venue.lane; class Bad { org.facelane.face.Template[] all; }",
                    "names Template or Reference");
        }

        @Test
        void reflection() throws IOException {
            fails(
                    ClassRules::reflection,
                    "package org.facelane.venue; class Bad { Object a() { return getClass().getMethods()[0].getName();"
                            + " } }",
                    "uses reflection");
        }

        private void fails(Function<List<CodeClass>, List<String>> rule, String source, String says)
                throws IOException {
            assertThat(rule.apply(Snippets.compile(folder, source)))
                    .anySatisfy(offence -> assertThat(offence).contains(says));
        }
    }
}
