package org.facelane.face.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.facelane.face.image.Planes;

/// How a face detector writes down what it found: the name in the manifest, and the outputs that its network must have.
public enum DetectorFamily {
    /// Ultra-Light-Fast-Generic-Face-Detector: `scores` (background, face) and `boxes` (corners, 0 to 1 of the
    /// input), one row a prior.
    ULTRAFACE("ultraface", "outputs 'scores' (n × 2) and 'boxes' (n × 4)"),
    /// YuNet as OpenCV Zoo publishes it since 2023: for each stride `cls_8`, `obj_8`, `bbox_8` and `kps_8`, one row
    /// a cell.
    YUNET("yunet", "outputs 'cls_8', 'obj_8' (n × 1), 'bbox_8' (n × 4), 'kps_8' (n × 10) and the same for 16 and 32"),
    /// SCRFD as InsightFace publishes it: scores of three strides, boxes of three strides, then perhaps landmarks,
    /// whatever their names; two rows a cell.
    SCRFD("scrfd", "6 or 9 outputs in this order: scores (n × 1) for strides 8, 16 and 32, boxes (n × 4), landmarks");

    /// Pixels of the input from cell to cell, in the families that have a grid.
    public static final List<Integer> STRIDES = List.of(8, 16, 32);

    /// Rows that SCRFD has for each cell.
    public static final int SCRFD_ANCHORS = 2;

    private final String word;
    private final String outputs;

    DetectorFamily(String word, String outputs) {
        this.word = word;
        this.outputs = outputs;
    }

    static DetectorFamily of(Manifest manifest) {
        String word = manifest.text("detector.family");
        for (DetectorFamily family : values()) {
            if (family.word.equals(word)) {
                return family;
            }
        }
        throw manifest.bad("detector.family", "'ultraface', 'yunet' or 'scrfd'");
    }

    void requireOutputs(Manifest manifest, Network network, Planes input) {
        if (this != ULTRAFACE && (input.width() % 32 != 0 || input.height() % 32 != 0)) {
            throw manifest.bad("detector.width", "with detector.height a size in whole cells of 32 pixels");
        }
        boolean fits = switch (this) {
            case ULTRAFACE -> {
                long boxes = network.outputCount("boxes");
                yield boxes >= 4 && boxes % 4 == 0 && network.outputCount("scores") == boxes / 2;
            }
            case YUNET ->
                STRIDES.stream().allMatch(stride -> {
                    long cells = cells(input, stride);
                    return network.outputCount("cls_" + stride) == cells
                            && network.outputCount("obj_" + stride) == cells
                            && network.outputCount("bbox_" + stride) == 4 * cells;
                });
            case SCRFD -> {
                List<Long> expected = new ArrayList<>();
                for (long values : new long[] {1, 4, 10}) {
                    STRIDES.forEach(stride -> expected.add(values * SCRFD_ANCHORS * cells(input, stride)));
                }
                List<Long> found =
                        network.outputs().stream().map(network::outputCount).toList();
                yield found.size() >= 6 && Collections.indexOfSubList(expected, found) == 0;
            }
        };
        if (!fits) {
            throw manifest.bad("detector.file", "a network with " + outputs);
        }
    }

    private static long cells(Planes input, int stride) {
        return (long) (input.width() / stride) * (input.height() / stride);
    }
}
