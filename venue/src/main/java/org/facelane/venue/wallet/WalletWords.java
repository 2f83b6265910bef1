package org.facelane.venue.wallet;

import java.util.Locale;
import java.util.Map;

/// What a pass in a wallet says, in one language.
///
/// @param language its code, as in `en`
/// @param passFor followed by the event's name
/// @param use what to do with the code
/// @param lost what to do without it
public record WalletWords(String language, String ticket, String starts, String passFor, String use, String lost) {
    private static final WalletWords ENGLISH = new WalletWords(
            "en",
            "Ticket",
            "Starts",
            "Pass for",
            "Hold the code close to the camera of a face lane, then look at the camera. It opens a lane for nobody but"
                    + " you. The ticket lane is open to you as well.",
            "Open your link and have a new pass made; this one is worth nothing then.");

    private static final Map<String, WalletWords> OTHERS = Map.of(
            "de",
            new WalletWords(
                    "de",
                    "Ticket",
                    "Beginn",
                    "Pass für",
                    "Halten Sie den Code nah vor die Kamera einer Gesichtsspur und schauen Sie dann in die Kamera. Er"
                            + " öffnet nur Ihnen eine Spur. Die Ticketspur steht Ihnen ebenso offen.",
                    "Öffnen Sie Ihren Link und lassen Sie sich einen neuen Pass machen; dieser ist dann nichts mehr"
                            + " wert."),
            "fr",
            new WalletWords(
                    "fr",
                    "Billet",
                    "Début",
                    "Passe pour",
                    "Présentez le code tout près de la caméra d’un couloir visage, puis regardez la caméra. Il n’ouvre"
                            + " le couloir qu’à vous. Le couloir billets vous est ouvert aussi.",
                    "Ouvrez votre lien et faites faire un nouveau passe ; celui-ci ne vaut alors plus rien."),
            "es",
            new WalletWords(
                    "es",
                    "Entrada",
                    "Empieza",
                    "Pase para",
                    "Acerque el código a la cámara de un paso facial y luego mire a la cámara. Solo se abre para"
                            + " usted. El paso con entrada también está abierto para usted.",
                    "Abra su enlace y pida un pase nuevo; este deja entonces de valer."));

    /// English where a language is not known.
    public static WalletWords in(String language) {
        return OTHERS.getOrDefault(language.toLowerCase(Locale.ROOT), ENGLISH);
    }
}
