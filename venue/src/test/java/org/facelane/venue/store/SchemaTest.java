package org.facelane.venue.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.facelane.venue.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/// The whole schema in one file that people can read, compared with what the migrations make.
///
/// When it differs on purpose, copy `target/schema.golden.txt` over `src/test/resources/schema.golden.txt`.
class SchemaTest {
    private static final String COLUMNS = """
        select 'table ' || table_name || '.' || column_name || ' ' || data_type
               || case when is_nullable = 'NO' then ' not null' else '' end
               || coalesce(' default ' || column_default, '')
               || case when is_identity = 'YES' then ' identity' else '' end
               || coalesce(' generated ' || generation_expression, '') as line
        from information_schema.columns
        where table_schema = 'public' and table_name <> 'flyway_schema_history'
        order by table_name, ordinal_position
        """;
    private static final String CONSTRAINTS = """
        select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line
        from pg_constraint
        where connamespace = 'public'::regnamespace and contype <> 'n'
          and conrelid::regclass::text <> 'flyway_schema_history'
        order by conrelid::regclass::text, conname
        """;
    private static final String INDEXES = """
        select 'index ' || indexdef as line from pg_indexes
        where schemaname = 'public' and tablename <> 'flyway_schema_history' order by tablename, indexname
        """;

    @Test
    void migrations_makeTheGoldenSchema() throws IOException {
        List<String> lines = new ArrayList<>();
        try (TestDatabase test = TestDatabase.fresh()) {
            for (String sql : List.of(COLUMNS, CONSTRAINTS, INDEXES)) {
                lines.addAll(test.database().read(tx -> Sql.list(tx, sql, row -> row.getString("line"))));
            }
        }
        String schema = String.join("\n", lines) + "\n";
        Files.writeString(Path.of("target", "schema.golden.txt"), schema, UTF_8);
        assertThat(schema).isEqualTo(golden());
    }

    private static String golden() throws IOException {
        try (InputStream golden = Objects.requireNonNull(SchemaTest.class.getResourceAsStream("/schema.golden.txt"))) {
            return new String(golden.readAllBytes(), UTF_8);
        }
    }
}
