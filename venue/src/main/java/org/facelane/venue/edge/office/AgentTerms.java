package org.facelane.venue.edge.office;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.facelane.face.ModelVersion;
import org.facelane.venue.Lane;
import org.facelane.venue.LaneId;
import org.facelane.venue.edge.SyncAnswer;

/// What every agent is told, and what holds for all of them.
///
/// @param rules those of every lane
/// @param model the installed one
/// @param setups how a lane is set up now
/// @param orders what stewards have told it, as it stands at that time; for whom its gate is to be opened comes
///     besides
/// @param lastWordsKept how long an organiser may take to decide about what a revoked agent says
public record AgentTerms(
        SyncAnswer.Rules rules,
        ModelVersion model,
        Function<Lane, SyncAnswer.Setup> setups,
        BiFunction<LaneId, Instant, SyncAnswer.Orders> orders,
        Duration lastWordsKept) {
    public AgentTerms {
        requireNonNull(rules, "rules is null");
        requireNonNull(model, "model is null");
        requireNonNull(setups, "setups is null");
        requireNonNull(orders, "orders is null");
        requireNonNull(lastWordsKept, "lastWordsKept is null");
    }
}
