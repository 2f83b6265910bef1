// What bench/search compares with, behind a C interface: FAISS (flat, exact), hnswlib (a graph, not exact) and a BLAS.
#include <cblas.h>
#include <faiss/IndexFlat.h>
#include <hnswlib/hnswlib.h>
#include <omp.h>

extern "C" {
void rivals_threads(int count) {
    omp_set_num_threads(count);
    openblas_set_num_threads(count);
}

void *rivals_faiss(int dimension, long count, const float *values) {
    auto *index = new faiss::IndexFlatIP(dimension);
    index->add(count, values);
    return index;
}

void rivals_faiss_search(void *index, long probes, const float *values, long k, float *similarities, long *numbers) {
    static_cast<faiss::IndexFlatIP *>(index)->search(
        probes, values, k, similarities, reinterpret_cast<faiss::Index::idx_t *>(numbers));
}

void rivals_faiss_free(void *index) { delete static_cast<faiss::IndexFlatIP *>(index); }

struct Graph {
    hnswlib::InnerProductSpace space;
    hnswlib::HierarchicalNSW<float> graph;
    Graph(int dimension, long count) : space(dimension), graph(&space, count, 16, 200) {}
};

void *rivals_hnsw(int dimension, long count, const float *values) {
    auto *made = new Graph(dimension, count);
    for (long i = 0; i < count; i++) {
        made->graph.addPoint(values + i * dimension, i);
    }
    made->graph.setEf(100);
    return made;
}

// The best one.
void rivals_hnsw_search(void *made, const float *values, float *similarity, long *number) {
    auto found = static_cast<Graph *>(made)->graph.searchKnn(values, 1);
    *similarity = 1 - found.top().first;
    *number = found.top().second;
}

void rivals_hnsw_free(void *made) { delete static_cast<Graph *>(made); }

// out[probe][reference]
void rivals_gemm(int dimension, long count, const float *references, int probes, const float *values, float *out) {
    if (probes == 1) {
        cblas_sgemv(CblasRowMajor, CblasNoTrans, count, dimension, 1, references, dimension, values, 1, 0, out, 1);
    } else {
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, probes, count, dimension, 1, values, dimension, references,
                    dimension, 0, out, count);
    }
}
}
