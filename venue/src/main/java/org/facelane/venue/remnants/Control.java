package org.facelane.venue.remnants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Shows that the search can find: a made-up template is left lying about on purpose, in every form, and looked for by
/// a list of its own. A search that finds nothing would prove nothing otherwise.
final class Control {
    private Control() {}

    /// @param folder an empty one
    /// @return what the search did not find; empty if all is well
    static List<String> missed(Path folder) throws IOException {
        Traces madeUp = Traces.madeUp(new Random(new SecureRandom().nextLong()));
        Haystack haystack = new Haystack(SearchList.of(SearchList.of(madeUp).lines()));
        List<String> missed = new ArrayList<>();
        for (Map.Entry<Trace, byte[]> planted : madeUp.planted().entrySet()) {
            Path file = Files.write(folder.resolve("leak.bin"), planted.getValue());
            if (!haystack.files(folder).containsKey(planted.getKey())) {
                missed.add(planted.getKey().says());
            }
            Files.delete(file);
        }
        return missed;
    }
}
