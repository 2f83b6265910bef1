package org.facelane.bench.search;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.VectorUtil;

/// What `bench/search` compares with in Java.
final class JavaRivals {
    /// What the graph looks at for one probe.
    private static final int NEAR_COUNT = 100;

    private JavaRivals() {}

    /// The loop that everybody writes first.
    static Engine plainLoop(People people) {
        float[][] rows = rows(people);
        return loop(people, rows, (probe, row) -> {
            float sum = 0;
            for (int k = 0; k < row.length; k++) {
                sum += probe[k] * row[k];
            }
            return sum;
        });
    }

    /// Lucene's inner product, which uses the vector instructions, over everybody.
    static Engine luceneFlat(People people) {
        return loop(people, rows(people), VectorUtil::dotProduct);
    }

    /// Lucene's graph, not exact, in one segment in memory.
    static Engine luceneGraph(People people) {
        try {
            Directory directory = new ByteBuffersDirectory();
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig().setRAMBufferSizeMB(1_500))) {
                for (int i = 0; i < people.count; i++) {
                    Document document = new Document();
                    document.add(new KnnFloatVectorField(
                            "f", people.values(i), VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            DirectoryReader reader = DirectoryReader.open(directory);
            return new Graph(people.dimension, directory, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Graph(int dimension, Directory directory, DirectoryReader reader) implements Engine {
        @Override
        public void search(MemorySegment probes, int count, int[] best) {
            try {
                IndexSearcher searcher = new IndexSearcher(reader);
                for (int j = 0; j < count; j++) {
                    float[] probe = probe(probes, j, dimension);
                    // Numbered in the order in which they were added.
                    best[j] = searcher.search(new KnnFloatVectorQuery("f", probe, NEAR_COUNT), 1).scoreDocs[0].doc;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                reader.close();
                directory.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The inner product of two rows.
    @FunctionalInterface
    private interface Product {
        float of(float[] probe, float[] row);
    }

    private static Engine loop(People people, float[][] rows, Product product) {
        return new Engine() {
            @Override
            public void search(MemorySegment probes, int count, int[] best) {
                for (int j = 0; j < count; j++) {
                    float[] probe = probe(probes, j, people.dimension);
                    float most = Float.NEGATIVE_INFINITY;
                    for (int i = 0; i < rows.length; i++) {
                        float sum = product.of(probe, rows[i]);
                        if (sum > most) {
                            most = sum;
                            best[j] = i;
                        }
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    private static float[][] rows(People people) {
        float[][] rows = new float[people.count][];
        for (int i = 0; i < people.count; i++) {
            rows[i] = people.values(i);
        }
        return rows;
    }

    private static float[] probe(MemorySegment probes, int j, int dimension) {
        return probes.asSlice((long) j * dimension * Float.BYTES, (long) dimension * Float.BYTES)
                .toArray(JAVA_FLOAT);
    }
}
