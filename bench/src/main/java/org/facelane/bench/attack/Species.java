package org.facelane.bench.attack;

import java.util.Locale;

/// The presentation attack instrument species (ISO/IEC 30107-3) made here, and bona fide presentations.
enum Species {
    /// A living person.
    BONA_FIDE,
    /// A photograph printed without a visible screen (inkjet or photo lab), glossy or not, with its border.
    PRINT_PHOTO,
    /// A page printed with four inks as dots of changing size, 65 to 150 lines an inch, on matte paper.
    PRINT_HALFTONE,
    /// A life-size photograph cut out along the person's outline: no border at all.
    PRINT_CUTOUT,
    /// A picture shown on a phone.
    PHONE,
    /// A picture shown on a tablet.
    TABLET,
    /// A recording of the moving person played on a laptop.
    LAPTOP_REPLAY;

    /// The name of its folder.
    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isAttack() {
        return this != BONA_FIDE;
    }
}
