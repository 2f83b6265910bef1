package org.facelane.house;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.reflect.AccessFlag;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the rules need to know of one compiled class.
///
/// @param name with dots, and `$` before a nested name
/// @param uses the names of all classes it mentions anywhere: calls, fields, signatures, annotations
/// @param calls the methods and fields it uses, as `java.time.Instant.now`
/// @param members the names of its own methods and fields
/// @param traits what kind of class it is
record CodeClass(String name, Set<String> uses, Set<String> calls, Set<String> members, Set<Trait> traits) {
    private static final Pattern DESCRIBED = Pattern.compile("L([A-Za-z_][\\w$]*(?:/[\\w$]+)+)[;<]");

    /// The kinds of class that rules tell apart.
    enum Trait {
        INTERFACE,
        SEALED,
        FUNCTIONAL,
        NESTED,
        NULL_MARKED
    }

    static CodeClass read(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        Set<String> uses = new TreeSet<>();
        Set<String> calls = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> addUse(uses, type.asInternalName());
                case Utf8Entry text -> addDescribed(uses, text.stringValue());
                case MemberRefEntry member ->
                    calls.add(dotted(member.owner().asInternalName()) + "."
                            + member.name().stringValue());
                default -> {}
            }
        }
        Set<String> members = new TreeSet<>();
        model.methods().forEach(method -> members.add(method.methodName().stringValue()));
        model.fields().forEach(field -> members.add(field.fieldName().stringValue()));
        String name = dotted(model.thisClass().asInternalName());
        uses.remove(name);
        return new CodeClass(name, uses, calls, members, traits(model, name));
    }

    private static Set<Trait> traits(ClassModel model, String name) {
        Set<Trait> traits = new TreeSet<>();
        Set<String> annotations = annotations(model);
        if (model.flags().has(AccessFlag.INTERFACE)
                && !model.flags().has(AccessFlag.ANNOTATION)
                && !name.endsWith("package-info")) {
            traits.add(Trait.INTERFACE);
        }
        if (model.findAttribute(Attributes.permittedSubclasses()).isPresent()) {
            traits.add(Trait.SEALED);
        }
        if (annotations.contains("Ljava/lang/FunctionalInterface;")) {
            traits.add(Trait.FUNCTIONAL);
        }
        if (annotations.contains("Lorg/jspecify/annotations/NullMarked;")) {
            traits.add(Trait.NULL_MARKED);
        }
        if (name.contains("$")) {
            traits.add(Trait.NESTED);
        }
        return traits;
    }

    private static Set<String> annotations(ClassModel model) {
        Set<String> annotations = new TreeSet<>();
        model.findAttribute(Attributes.runtimeVisibleAnnotations())
                .ifPresent(found -> found.annotations()
                        .forEach(annotation ->
                                annotations.add(annotation.className().stringValue())));
        return annotations;
    }

    private static void addUse(Set<String> uses, String internalName) {
        if (internalName.startsWith("[")) {
            addDescribed(uses, internalName);
        } else {
            uses.add(dotted(internalName));
        }
    }

    private static void addDescribed(Set<String> uses, String descriptor) {
        Matcher described = DESCRIBED.matcher(descriptor);
        while (described.find()) {
            uses.add(dotted(described.group(1)));
        }
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    /// The package, without `org.facelane.`: `venue.lane`.
    String pack() {
        return pack(name);
    }

    static String pack(String className) {
        int end = className.lastIndexOf('.');
        String full = end < 0 ? "" : className.substring(0, end);
        return full.startsWith("org.facelane.") ? full.substring("org.facelane.".length()) : full;
    }

    /// The last part of a name: `Refer` of `org.facelane.venue.Decision$Refer`.
    String simpleName() {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
